package dev.signalbox.camel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A mail server that answers one command badly: {@code Map.of("RCPT", "550 no such user")}; "" drops the connection. */
final class SmtpStub implements AutoCloseable {

  private final ServerSocket listening;
  private final Map<String, String> bad;
  private final Duration pause;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  SmtpStub(Map<String, String> bad) {
    this(bad, Duration.ZERO);
  }

  /** @param pause before each answer */
  SmtpStub(Map<String, String> bad, Duration pause) {
    this.bad = bad;
    this.pause = pause;
    try {
      listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::accept, "smtp-stub");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  List<String> heard() {
    return heard;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        talk(socket);
      } catch (IOException e) {
        // the client went away, or we did
      }
    }
  }

  private void talk(Socket socket) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    if (!say(socket, "GREETING", "220 stub")) {
      return;
    }
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      heard.add(line);
      String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      String good = switch (verb) {
        case "EHLO" -> "250-stub\r\n250 AUTH PLAIN LOGIN";
        case "DATA" -> "354 go on";
        case "AUTH" -> "235 hello";
        case "QUIT" -> "221 bye";
        default -> "250 fine";
      };
      if (!say(socket, verb, good) || verb.equals("QUIT")) {
        return;
      }
      if (verb.equals("DATA") && !bad.containsKey("DATA")) {
        for (String data = in.readLine(); data != null && !data.equals("."); data = in.readLine()) {
          heard.add(data);
        }
        if (!say(socket, "DOT", "250 taken")) {
          return;
        }
      }
    }
  }

  private boolean say(Socket socket, String verb, String good) throws IOException {
    String answer = bad.getOrDefault(verb, good);
    if (answer.isEmpty()) {
      return false;
    }
    LockSupport.parkNanos(pause.toNanos());
    socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return true;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
