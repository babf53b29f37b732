package dev.signalbox.camel;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * How camel-http talks to the outside: patient for 3 s to connect, 10 s between two bytes, 15 s for everything; 256 KB of
 * answer; no redirects, no cookies, and above all no retries of its own, since the outbox retries and a client that does so
 * too waits on our thread and sends a POST twice.
 */
public final class ChannelHttp implements HttpClientConfigurer, AutoCloseable {

  private static final Timeout CONNECT = Timeout.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration DEADLINE = Duration.ofSeconds(15);
  private static final int CONNECTIONS = 64;

  private final ScheduledThreadPoolExecutor deadlines;
  private final Timeout answer;
  private final Duration deadline;

  public ChannelHttp() {
    this(ANSWER, DEADLINE);
  }

  ChannelHttp(Duration answer, Duration deadline) {
    this.answer = Timeout.of(answer);
    this.deadline = deadline;
    deadlines = new ScheduledThreadPoolExecutor(1, run -> {
      Thread thread = new Thread(run, "http-deadlines");
      thread.setDaemon(true);
      return thread;
    });
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /** Applies to {@code http} and {@code https} alike; endpoints may still choose otherwise. */
  public void customize(HttpComponent component) {
    component.setHttpClientConfigurer(this);
    component.setConnectionRequestTimeout(CONNECT.toMilliseconds());
    component.setConnectTimeout(CONNECT.toMilliseconds());
    component.setSoTimeout(answer.toMilliseconds());
    component.setResponseTimeout(answer.toMilliseconds());
    component.setCookieManagementDisabled(true);
    component.setAutomaticRetriesDisabled(true);
    component.setRedirectHandlingDisabled(true);
    component.setFollowRedirects(false);
    component.setCopyHeaders(false);
    // one pool: Camel would make one per endpoint
    component.setClientConnectionManager(
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(CONNECTIONS * 4)
            .setMaxConnPerRoute(CONNECTIONS)
            .setDnsResolver(new CheckedNames())
            .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(answer).setTcpNoDelay(true).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT)
                    .setSocketTimeout(answer)
                    // a connection that the other side has closed while it was idle is noticed before a request is lost on it
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .setTimeToLive(TimeValue.ofMinutes(10))
                    .build())
            .build());
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    client.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement().disableAuthCaching();
    client.addExecInterceptorFirst("signalbox-bounds", new Bounds());
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
  }

  /** The socket's time-out starts again with every byte; this one does not. */
  private final class Bounds implements ExecChainHandler {
    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
        throws IOException, HttpException {
      ScheduledFuture<?> end =
          deadlines.schedule(scope.execRuntime::discardEndpoint, deadline.toMillis(), TimeUnit.MILLISECONDS);
      boolean bodyFollows = false;
      try {
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity entity = response.getEntity();
        if (entity != null) {
          bodyFollows = true;
          response.setEntity(new HttpEntityWrapper(entity) {
            private InputStream body;

            @Override
            public InputStream getContent() throws IOException {
              if (body == null) {
                body = new BoundedBody(super.getContent(), scope.execRuntime, () -> end.cancel(false));
              }
              return body;
            }

            @Override
            public long getContentLength() {
              return super.getContentLength() > BoundedBody.LIMIT ? -1 : super.getContentLength();
            }
          });
        }
        return response;
      } finally {
        if (!bodyFollows) {
          end.cancel(false);
        }
      }
    }
  }

  /** Asked for every new connection, so a name that changes its mind between two look-ups does not help. */
  private static final class CheckedNames extends SystemDefaultDnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] addresses = super.resolve(host);
      Destinations.check(addresses);
      return addresses;
    }
  }
}
