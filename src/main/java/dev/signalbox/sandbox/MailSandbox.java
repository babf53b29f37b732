package dev.signalbox.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A mail server on the loopback interface that takes every mail for every address; each recipient's copy is an effect of its own
 * in the sandbox's ledger, system {@code mail}, operation {@code send}, written before the server says 250.
 *
 * <p>Its faults strike at {@code connect}, {@code auth}, {@code mail}, {@code rcpt}, {@code data} or {@code send}, the reply to
 * the dot; {@code *} is {@code send}. {@code ANSWER_INSTEAD} is an SMTP reply with that status.
 */
public final class MailSandbox implements AutoCloseable {

  private final Sandbox sandbox;
  private final SmtpServer server;
  private final List<ReceivedMail> mails = new ArrayList<>();

  private MailSandbox(Sandbox sandbox, int port) {
    this.sandbox = sandbox;
    sandbox.ledger.effects("mail").forEach(this::keep);
    this.server = new SmtpServer(port, this::take, verb -> sandbox.faults.draw("mail", verb, verb.equals("send")));
  }

  /** @param port 0 takes a free one */
  public static MailSandbox start(Sandbox sandbox, int port) {
    return new MailSandbox(sandbox, port);
  }

  public int port() {
    return server.port();
  }

  /** Newest first. */
  public List<ReceivedMail> mails() {
    synchronized (mails) {
      List<ReceivedMail> newestFirst = new ArrayList<>(mails);
      Collections.reverse(newestFirst);
      return newestFirst;
    }
  }

  private void take(String recipient, String raw) {
    ReceivedMail mail = ReceivedMail.read(0, Instant.EPOCH, recipient, raw);
    String kind = mail.subject().startsWith("[resolved]") ? "resolved" : mail.header("In-Reply-To").isEmpty() ? "opened" : "reminded";
    Effect effect = sandbox.ledger.record(
        "mail", "send", mail.header("Message-ID"), Trees.uuidIn(mail.header("References")), kind, "sent", recipient, raw);
    keep(effect);
    sandbox.accepted(effect);
  }

  private void keep(Effect effect) {
    ReceivedMail mail = ReceivedMail.read(effect.number(), effect.at(), effect.target(), effect.body());
    synchronized (mails) {
      mails.add(mail);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
