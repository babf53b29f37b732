package dev.signalbox.camel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are hung up when a conversation as a whole has taken too long. Jakarta Mail knows time-outs of single answers
 * only, and a server that takes a little less than that for each of ten would be spoken to for longer than the claim on the
 * delivery lasts.
 */
final class HungUp extends SocketFactory {

  private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
    Thread thread = new Thread(task, "mail-deadline");
    thread.setDaemon(true);
    return thread;
  });

  private final ThreadLocal<Call> current = new ThreadLocal<>();

  /** From now on, of the connections that this thread makes. */
  Call within(Duration most) {
    Call call = new Call(most);
    current.set(call);
    return call;
  }

  /** One conversation. */
  final class Call implements AutoCloseable {

    private final ScheduledFuture<?> end;
    private @Nullable Socket socket;
    private boolean over;

    private Call(Duration most) {
      end = CLOCK.schedule(this::hangUp, most.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void begins(Socket made) throws IOException {
      if (over) {
        made.close();
      }
      socket = made;
    }

    private synchronized void hangUp() {
      over = true;
      if (socket != null) {
        try {
          socket.close();
        } catch (IOException e) {
          // whoever speaks on it finds out
        }
      }
    }

    /** Whether it took too long. */
    synchronized boolean over() {
      return over;
    }

    @Override
    public void close() {
      end.cancel(false);
      current.remove();
    }
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    Call call = current.get();
    if (call != null) {
      call.begins(socket);
    }
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(InetAddress.getByName(host), port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress here, int from) throws IOException {
    return createSocket(InetAddress.getByName(host), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(new java.net.InetSocketAddress(host, port));
    return socket;
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress here, int from) throws IOException {
    return createSocket(host, port);
  }
}
