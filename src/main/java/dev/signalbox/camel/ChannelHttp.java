package dev.signalbox.camel;

import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * How camel-http talks to the outside: patient for 3 s to connect, 10 s between two bytes, 15 s for everything; 256 KB
 * of answer, or 2 MB of what is asked for with GET, such as twenty comments as long as they come; no redirects, no cookies, and above all no retries of its own, since the outbox retries and a client that
 * does so too waits on our thread and sends a POST twice.
 */
public final class ChannelHttp implements HttpClientConfigurer, AutoCloseable {

  private static final Timeout CONNECT = Timeout.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration DEADLINE = Duration.ofSeconds(15);
  private static final int CONNECTIONS = 64;
  private static final int LARGEST = 256 * 1024;
  private static final int LARGEST_READ = 2 * 1024 * 1024;

  private final Timeout answer;
  private final Bounds bounds;

  public ChannelHttp() {
    this(ANSWER, DEADLINE);
  }

  ChannelHttp(Duration answer, Duration deadline) {
    this.answer = Timeout.of(answer);
    this.bounds = new Bounds(deadline, request -> Method.GET.isSame(request.getMethod()) ? LARGEST_READ : LARGEST);
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
            .setDnsResolver(new CheckedNames(Destinations::check))
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
    client.addExecInterceptorFirst("signalbox-bounds", bounds);
  }

  @Override
  public void close() {
    bounds.close();
  }
}
