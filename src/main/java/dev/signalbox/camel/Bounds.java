package dev.signalbox.camel;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * One deadline for a request together with its answer, and so much of the answer and no more. The socket's time-out
 * starts again with every byte; this one does not.
 */
final class Bounds implements ExecChainHandler, AutoCloseable {

  private final ScheduledThreadPoolExecutor deadlines;
  private final Duration deadline;
  private final ToIntFunction<ClassicHttpRequest> largest;

  /** @param largest in bytes, decompressed; an answer is cut there */
  Bounds(Duration deadline, int largest) {
    this(deadline, any -> largest);
  }

  Bounds(Duration deadline, ToIntFunction<ClassicHttpRequest> largest) {
    this.deadline = deadline;
    this.largest = largest;
    deadlines = new ScheduledThreadPoolExecutor(1, run -> {
      Thread thread = new Thread(run, "http-deadlines");
      thread.setDaemon(true);
      return thread;
    });
    deadlines.setRemoveOnCancelPolicy(true);
  }

  @Override
  public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ScheduledFuture<?> end =
        deadlines.schedule(scope.execRuntime::discardEndpoint, deadline.toMillis(), TimeUnit.MILLISECONDS);
    int most = largest.applyAsInt(request);
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
              body = new BoundedBody(super.getContent(), most, scope.execRuntime, () -> end.cancel(false));
            }
            return body;
          }

          @Override
          public long getContentLength() {
            return super.getContentLength() > most ? -1 : super.getContentLength();
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

  @Override
  public void close() {
    deadlines.shutdownNow();
  }
}
