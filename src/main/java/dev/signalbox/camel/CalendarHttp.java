package dev.signalbox.camel;

import dev.signalbox.oncall.calendar.HttpGet;
import dev.signalbox.oncall.calendar.SourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * How calendars are got, by the client that camel-http uses too. Not through a route: a calendar is read before any
 * route runs, since the first poll asks who is on call; a broken edit of a route must not stop the rota; and what a
 * calendar needs, five megabytes, redirects, an address checked by where it comes from, is what the channels' client
 * refuses for good reasons.
 *
 * <p>3 s to connect, 10 s between two bytes, 30 s for everything.
 */
public final class CalendarHttp implements HttpGet, AutoCloseable {

  private static final int LARGEST = 5 * 1024 * 1024;
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Timeout CONNECT = Timeout.ofSeconds(3);

  private final Bounds bounds;
  private final CloseableHttpClient anywhere;
  private final CloseableHttpClient publicOnly;

  public CalendarHttp() {
    this(ANSWER, DEADLINE);
  }

  CalendarHttp(Duration answer, Duration deadline) {
    bounds = new Bounds(deadline, LARGEST + 1);
    anywhere = client(Timeout.of(answer), Destinations::check);
    publicOnly = client(Timeout.of(answer), Destinations::checkPublic);
  }

  private CloseableHttpClient client(Timeout answer, CheckedNames.Check check) {
    ConnectionConfig connection = ConnectionConfig.custom()
        .setConnectTimeout(CONNECT).setSocketTimeout(answer).setTimeToLive(TimeValue.ofMinutes(1)).build();
    return HttpClients.custom()
        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(new CheckedNames(check)).setDefaultConnectionConfig(connection).build())
        .setDefaultRequestConfig(
            RequestConfig.custom().setResponseTimeout(answer).setConnectionRequestTimeout(CONNECT).build())
        .setUserAgent("Signalbox")
        .disableAutomaticRetries().disableRedirectHandling().disableCookieManagement().disableAuthCaching()
        .addExecInterceptorFirst("signalbox-bounds", bounds)
        .build();
  }

  @Override
  public Answer get(Request request) {
    URI address = request.address();
    Answer answer = once(request.named(), address, request.headers());
    boolean sameHost = true;
    for (int redirects = 0; isRedirect(answer); redirects++) {
      if (redirects == request.redirects()) {
        if (redirects == 0) {
          return answer;
        }
        throw new SourceFailure("more than %d redirects".formatted(redirects));
      }
      URI next = next(address, answer.header("Location"));
      sameHost = sameHost && next.resolve("/").equals(address.resolve("/"));
      address = next;
      answer = once(request.named() && sameHost, address, sameHost ? request.headers() : Map.of());
    }
    return answer;
  }

  private static boolean isRedirect(Answer answer) {
    return switch (answer.status()) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private static URI next(URI from, String location) {
    try {
      URI next = from.resolve(location);
      boolean secure = "https".equals(next.getScheme());
      boolean web = secure || "http".equals(next.getScheme()) && "http".equals(from.getScheme());
      if (web && next.getHost() != null && next.getRawUserInfo() == null) {
        return next;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // said below, and without it: it may hold a token
    }
    throw new SourceFailure("a redirect leads where it is not followed; correct the address");
  }

  private Answer once(boolean named, URI address, Map<String, String> headers) {
    HttpUriRequestBase get = new HttpUriRequestBase("GET", address);
    headers.forEach(get::setHeader);
    try {
      return (named ? anywhere : publicOnly).execute(get, CalendarHttp::answer);
    } catch (Destinations.ForbiddenAddress e) {
      throw new SourceFailure("the address %s%s".formatted(e.getMessage(),
          named ? "" : "; only a setting, such as signalbox.calendars.<name>, may lead to one"));
    } catch (IOException e) {
      throw new SourceFailure(WireFailures.reply(e).failure());
    }
  }

  private static Answer answer(ClassicHttpResponse response) throws IOException {
    Map<String, String> headers = new HashMap<>();
    response.headerIterator().forEachRemaining(header -> headers.putIfAbsent(header.getName(), header.getValue()));
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new Answer(response.getCode(), headers, new byte[0]);
    }
    try (InputStream in = entity.getContent()) {
      byte[] body = in.readNBytes(LARGEST + 1);
      if (body.length > LARGEST) {
        throw new SourceFailure("the answer is larger than %d MB".formatted(LARGEST >> 20));
      }
      return new Answer(response.getCode(), headers, body);
    }
  }

  @Override
  public void close() throws IOException {
    anywhere.close();
    publicOnly.close();
    bounds.close();
  }
}
