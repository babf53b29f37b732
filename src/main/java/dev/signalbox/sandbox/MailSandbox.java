package dev.signalbox.sandbox;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A real SMTP server (GreenMail) on the loopback interface. Takes every mail for every address; each recipient's copy is an
 * effect of its own in the sandbox's ledger, system {@code mail}, operation {@code send}, written before the server says 250.
 *
 * <p>Of the faults, it knows those that lose the connection: before the mail is taken ({@code HANG_UP}, and anything answered
 * instead) or after ({@code LOSE_ANSWER} and the like).
 */
public final class MailSandbox implements AutoCloseable {

  private final Sandbox sandbox;
  private final GreenMail server;
  private final List<ReceivedMail> mails = new ArrayList<>();

  private MailSandbox(Sandbox sandbox, int port) {
    this.sandbox = sandbox;
    this.server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    sandbox.ledger.effects("mail").forEach(this::keep);
    server.withConfiguration(new GreenMailConfiguration().withDisabledAuthentication());
    server.start();
    server.getManagers().getUserManager().setMessageDeliveryHandler(this::take);
  }

  /** @param port 0 takes a free one */
  public static MailSandbox start(Sandbox sandbox, int port) {
    return new MailSandbox(sandbox, port);
  }

  public int port() {
    return server.getSmtp().getPort();
  }

  /** Newest first. */
  public List<ReceivedMail> mails() {
    synchronized (mails) {
      List<ReceivedMail> newestFirst = new ArrayList<>(mails);
      Collections.reverse(newestFirst);
      return newestFirst;
    }
  }

  private GreenMailUser take(MovingMessage envelope, MailAddress recipient) throws MessagingException, UserException {
    Optional<Fault> fault = sandbox.faults.draw("mail", "send");
    if (fault.isPresent() && !fault.get().accepts()) {
      throw new IllegalStateException("a fault was asked for: the mail is not taken");
    }
    accept(envelope.getMessage(), recipient.getEmail());
    if (fault.isPresent() && fault.get().kind() != Fault.Kind.SLOW) {
      throw new IllegalStateException("a fault was asked for: the answer is lost");
    }
    UserManager users = server.getManagers().getUserManager();
    GreenMailUser user = users.getUserByEmail(recipient.getEmail());
    return user != null ? user : users.createUser(recipient.getEmail(), recipient.getEmail(), recipient.getEmail());
  }

  private void accept(MimeMessage mail, String recipient) throws MessagingException {
    String later = mail.getHeader("In-Reply-To", " ");
    String subject = mail.getSubject() == null ? "" : mail.getSubject();
    String kind = subject.startsWith("[resolved]") ? "resolved" : later == null ? "opened" : "reminded";
    String references = String.valueOf(mail.getHeader("References", " "));
    Effect effect = sandbox.ledger.record(
        "mail", "send", String.valueOf(mail.getMessageID()), Trees.uuidIn(references), kind, "sent", recipient, raw(mail));
    keep(effect);
    sandbox.accepted(effect);
  }

  private void keep(Effect effect) {
    ReceivedMail mail = ReceivedMail.read(effect.number(), effect.at(), effect.target(), effect.body());
    synchronized (mails) {
      mails.add(mail);
    }
  }

  private static String raw(MimeMessage mail) throws MessagingException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      mail.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    server.stop();
  }
}
