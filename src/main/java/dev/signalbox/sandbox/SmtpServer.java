package dev.signalbox.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * As much SMTP as a sender needs (RFC 5321, AUTH of RFC 4954 that believes everybody), on the loopback interface. Every reply can
 * be made a bad one, which ready-made test servers cannot: they answer 451 to whatever goes wrong.
 */
final class SmtpServer implements AutoCloseable {

  /** Told of every mail, once per recipient; what it throws ends the connection. */
  interface Mailbox {
    void take(String recipient, String raw);
  }

  /** What is to go wrong with a verb: {@code connect}, {@code auth}, {@code mail}, {@code rcpt}, {@code data}, {@code send}. */
  interface Trouble {
    Optional<Fault> at(String verb);
  }

  private static final int MAX_LINE = 100_000;
  private static final int MAX_MAIL = 20_000_000;

  private final Mailbox mailbox;
  private final Trouble trouble;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "sandbox-smtp");
    thread.setDaemon(true);
    return thread;
  });

  SmtpServer(int port, Mailbox mailbox, Trouble trouble) {
    this.mailbox = mailbox;
    this.trouble = trouble;
    try {
      this.listening = new ServerSocket(port, 100, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox's mail server cannot listen on port " + port, e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Session(socket).talk();
    } catch (IOException gone) {
      // the client went away, or a fault was to hang up
    } finally {
      open.remove(socket);
    }
  }

  private static final class HangUp extends IOException {}

  private final class Session {
    private final Socket socket;
    private final InputStream in;
    private final List<String> recipients = new ArrayList<>();

    private Session(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    private void talk() throws IOException {
      if (!reply("connect", "220 sandbox ESMTP")) {
        return;
      }
      for (String line = line(); !line.isEmpty(); line = line()) {
        String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
          case "EHLO" -> say("250-sandbox\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN");
          case "AUTH" -> auth(line);
          case "MAIL" -> {
            recipients.clear();
            reply("mail", "250 2.1.0 go on");
          }
          case "RCPT" -> {
            if (reply("rcpt", "250 2.1.5 go on")) {
              recipients.add(line.replaceAll("(?i)^RCPT TO:\\s*<([^>]*)>.*$", "$1"));
            }
          }
          case "DATA" -> data();
          case "RSET" -> {
            recipients.clear();
            say("250 2.0.0 forgotten");
          }
          case "QUIT" -> {
            say("221 2.0.0 bye");
            return;
          }
          default -> say(verb.equals("HELO") || verb.equals("NOOP") ? "250 sandbox" : "502 5.5.1 not here");
        }
      }
    }

    private void auth(String line) throws IOException {
      if (line.toUpperCase(Locale.ROOT).startsWith("AUTH LOGIN")) {
        say("334 VXNlcm5hbWU6");
        line();
        say("334 UGFzc3dvcmQ6");
        line();
      } else if (line.strip().split(" ").length < 3) {
        say("334 ");
        line();
      }
      reply("auth", "235 2.7.0 welcome");
    }

    private void data() throws IOException {
      if (recipients.isEmpty()) {
        say("503 5.5.1 no recipients");
        return;
      }
      if (!reply("data", "354 end with a dot")) {
        return;
      }
      String raw = content();
      Optional<Fault> fault = trouble.at("send");
      if (fault.isPresent() && !fault.get().accepts()) {
        fail(fault.get());
        return;
      }
      for (String recipient : recipients) {
        mailbox.take(recipient, raw);
      }
      if (fault.isEmpty()) {
        say("250 2.0.0 taken");
      } else if (fault.get().kind() == Fault.Kind.NEVER_ANSWER) {
        pause(Long.MAX_VALUE);
      } else if (fault.get().kind() == Fault.Kind.SLOW) {
        pause(fault.get().delay().toMillis());
        say("250 2.0.0 taken");
      } else {
        throw new HangUp();
      }
    }

    /** Lines up to the dot, without the dots that protect others (RFC 5321, 4.5.2). */
    private String content() throws IOException {
      ByteArrayOutputStream mail = new ByteArrayOutputStream();
      for (String line = rawLine(); !line.equals(".\r\n"); line = rawLine()) {
        if (line.isEmpty() || mail.size() > MAX_MAIL) {
          throw new HangUp();
        }
        mail.writeBytes((line.startsWith(".") ? line.substring(1) : line).getBytes(StandardCharsets.ISO_8859_1));
      }
      return mail.toString(StandardCharsets.ISO_8859_1);
    }

    /** Returns whether the good reply was given. */
    private boolean reply(String verb, String good) throws IOException {
      Optional<Fault> fault = trouble.at(verb);
      if (fault.isEmpty()) {
        say(good);
        return true;
      }
      fail(fault.get());
      return false;
    }

    private void fail(Fault fault) throws IOException {
      if (fault.kind() != Fault.Kind.ANSWER_INSTEAD) {
        throw new HangUp();
      }
      say("%d %s".formatted(fault.status(), fault.body() == null ? "a fault was asked for" : fault.body()));
    }

    private void pause(long millis) throws IOException {
      try {
        TimeUnit.MILLISECONDS.sleep(millis);
      } catch (InterruptedException e) {
        throw new HangUp();
      }
    }

    private String line() throws IOException {
      return rawLine().stripTrailing();
    }

    /** With its end; empty once the client is gone. A lone line feed does not end a line, else it could smuggle a dot in. */
    private String rawLine() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        line.append((char) c);
        if (c == '\n' && line.length() > 1 && line.charAt(line.length() - 2) == '\r') {
          return line.toString();
        }
        if (line.length() > MAX_LINE) {
          throw new HangUp();
        }
      }
      return "";
    }

    private void say(String reply) throws IOException {
      socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
