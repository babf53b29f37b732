package dev.signalbox.camel;

import dev.signalbox.channel.mail.Letter;
import dev.signalbox.channel.mail.MailChannel;
import dev.signalbox.channel.mail.MailSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.component.mail.MailAuthenticator;

/**
 * The mail server, so that no password stands in an endpoint's URI and no time-out is forgotten: Jakarta Mail waits for
 * ever by default. Named {@code mailTransport} in the route.
 */
public final class MailTransport extends DefaultJavaMailSender {

  private static final int IMPLICIT_TLS = 465;

  private final HungUp line = new HungUp();
  private final Duration within;

  /** @param within how long a mail may take from the first word to the last, however many answers that is */
  public MailTransport(MailSettings settings, Duration within) {
    this(settings, (int) Math.min(within.toMillis(), 10_000), within);
  }

  MailTransport(MailSettings settings, int answerMillis, Duration within) {
    this.within = within;
    setHost(settings.host());
    setPort(settings.port());
    setProtocol("smtp");
    Properties mail = new Properties();
    mail.setProperty("mail.smtp.connectiontimeout", "3000");
    mail.setProperty("mail.smtp.timeout", String.valueOf(answerMillis));
    mail.setProperty("mail.smtp.writetimeout", String.valueOf(answerMillis));
    mail.setProperty("mail.smtp.auth", String.valueOf(settings.username() != null));
    mail.setProperty("mail.smtp.starttls.enable", String.valueOf(settings.starttls()));
    // a server, or somebody between, that does not offer it gets neither mail nor password
    mail.setProperty("mail.smtp.starttls.required", String.valueOf(settings.starttls()));
    mail.setProperty("mail.smtp.ssl.enable", String.valueOf(settings.port() == IMPLICIT_TLS));
    mail.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    mail.put("mail.smtp.socketFactory", line);
    mail.setProperty("mail.smtp.socketFactory.fallback", "false");
    // bounces go where replies go
    if (settings.from() != null) {
      mail.setProperty("mail.smtp.from", settings.from());
    }
    setJavaMailProperties(mail);
    String password = settings.password() == null ? null : settings.password().reveal();
    setAuthenticator(new MailAuthenticator() {
      @Override
      public PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(settings.username(), password);
      }
    });
  }

  /**
   * The route's body, a letter, becomes a mail with the channel's headers, and with no others: nothing that is added here
   * can be a {@code mail.smtp.*} of somebody else.
   */
  public void seal(Exchange exchange) throws MessagingException, InvalidPayloadException {
    Map<String, String> headers = new LinkedHashMap<>();
    MailChannel.HEADERS.forEach(name -> {
      String value = exchange.getMessage().getHeader(name, String.class);
      if (value != null) {
        headers.put(name, value);
      }
    });
    MimeMessage mail = Envelope.seal(getSession(), headers, exchange.getMessage().getMandatoryBody(Letter.class));
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setBody(mail);
  }

  /** As inherited, but a connection that dies is told once, by the exception, and not again with a stack trace in the log. */
  @Override
  public void send(MimeMessage mail) throws MessagingException {
    PasswordAuthentication login = getPasswordAuthentication();
    try (HungUp.Call call = line.within(within)) {
      try {
        send(mail, login);
      } catch (MessagingException e) {
        throw call.over() ? new MessagingException("the server is too slow", new SocketTimeoutException()) : e;
      }
    }
  }

  private void send(MimeMessage mail, PasswordAuthentication login) throws MessagingException {
    Transport transport = getSession().getTransport(getProtocol());
    transport.connect(getHost(), getPort(), login.getUserName(), login.getPassword());
    try {
      mail.setSentDate(new Date());
      String id = mail.getMessageID();
      mail.saveChanges();
      // saving invents a new one
      mail.setHeader("Message-ID", id);
      transport.sendMessage(mail, mail.getAllRecipients());
    } finally {
      close(transport);
    }
  }

  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      // the mail's fate is decided by now, one way or the other
    }
  }
}
