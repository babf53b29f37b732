package dev.signalbox.camel;

import static dev.signalbox.channel.Messages.a_downtime;
import static dev.signalbox.channel.Messages.an_announcement;
import static dev.signalbox.channel.Messages.hostile;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.signalbox.Secret;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.mail.MailChannel;
import dev.signalbox.channel.mail.MailSettings;
import dev.signalbox.delivery.Document;
import dev.signalbox.delivery.Document.Enclosure;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.incident.ChangeKind;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailRouteTest {

  private static final String PASSWORD = "hunter2hunter2";

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private Duration within = Duration.ofSeconds(10);

  @AfterEach
  void stop() {
    camel.stop();
  }

  private Outcome send(int port, String username, Boolean starttls, Message message) throws Exception {
    MailSettings settings = new MailSettings(
        "127.0.0.1", port, username, username == null ? null : new Secret(PASSWORD), "signalbox@example.com", starttls);
    camel.getRegistry().bind("mailTransport", new MailTransport(settings, 500, within));
    camel.start();
    PluginHelper.getRoutesLoader(camel).loadRoutes(
        PluginHelper.getResourceLoader(camel).resolveResource("file:routes/channels/mail.camel.yaml"));
    Outcome outcome = new RouteSender(camel).send(new MailChannel(settings), message);
    assertThat(outcome.toString()).doesNotContain(PASSWORD);
    assertThat(camel.getEndpoints()).noneMatch(endpoint -> endpoint.getEndpointUri().contains(PASSWORD));
    return outcome;
  }

  private Outcome send(Map<String, String> bad) throws Exception {
    try (SmtpStub server = new SmtpStub(bad)) {
      return send(server.port(), bad.containsKey("AUTH") ? "ops" : null, false, mail());
    }
  }

  private static Message mail() {
    return a_downtime().to("mail", "mira@example.com").build();
  }

  @Test
  void a_mail_arrives_as_text_and_html_with_its_own_headers() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.start();
    try {
      Outcome outcome = send(server.getSmtp().getPort(), null, null, mail());
      assertThat(outcome).isEqualTo(Delivered.as("<d0d0d0d0-0000-4000-8000-000000000001@example.com>"));
      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(mail.getSubject()).isEqualTo("[error] Repeated downtime of the same server: srv-042");
      assertThat(mail.getHeader("Message-ID")).containsExactly("<d0d0d0d0-0000-4000-8000-000000000001@example.com>");
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(mail.getHeader("From")).containsExactly("signalbox@example.com");
      assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("mira@example.com");
      assertThat(java.util.Collections.list(mail.getAllHeaders()).stream().map(jakarta.mail.Header::getName))
          .containsExactlyInAnyOrder("Return-Path", "Received", "Date", "From", "To", "Message-ID", "Subject", "References",
              "MIME-Version", "Content-Type", "Auto-Submitted", "X-Auto-Response-Suppress");
      assertThat(mail.getContentType()).startsWith("multipart/alternative");
      MimeMultipart parts = (MimeMultipart) mail.getContent();
      assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
      assertThat(parts.getBodyPart(0).getContent().toString()).contains("Downtime count: 7");
      assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
      assertThat(parts.getBodyPart(1).getContent().toString()).contains("<h1", "srv-042");
    } finally {
      server.stop();
    }
  }

  @Test
  void pictures_stand_beside_the_html_and_files_beside_the_mail_and_both_arrive_as_they_are() throws Exception {
    byte[] picture = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};
    byte[] table = "name\nMüller\r\n\"a\nb\"\n".getBytes(StandardCharsets.UTF_8);
    Document document = new Document("In full.", "<p>Größe <img src=\"cid:ages.1@signalbox\"></p>", List.of(
        new Enclosure("ages.png", "image/png", "ages.1@signalbox", picture),
        new Enclosure("open.csv", "text/csv; charset=utf-8", null, table)));
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.start();
    try {
      Message message = an_announcement().document(document).to("mail", "mira@example.com").build();
      assertThat(send(server.getSmtp().getPort(), null, null, message).label()).isEqualTo("delivered");
      assertThat(server.getReceivedMessages()).hasSize(1);
      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(mail.getContentType()).startsWith("multipart/mixed");
      MimeMultipart mixed = (MimeMultipart) mail.getContent();
      MimeMultipart alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
      assertThat(alternative.getContentType()).startsWith("multipart/alternative");
      assertThat(alternative.getBodyPart(0).getContent().toString()).contains("In full.");
      MimeMultipart related = (MimeMultipart) alternative.getBodyPart(1).getContent();
      assertThat(related.getContentType()).startsWith("multipart/related");
      assertThat(related.getBodyPart(0).getContent().toString()).contains("<p>Größe <img src=\"cid:ages.1@signalbox\"></p>");
      assertThat(related.getBodyPart(1).getHeader("Content-ID")).containsExactly("<ages.1@signalbox>");
      assertThat(related.getBodyPart(1).getDisposition()).isEqualTo("inline");
      assertThat(related.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(picture);
      assertThat(mixed.getCount()).isEqualTo(2);
      assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("open.csv");
      assertThat(mixed.getBodyPart(1).getDisposition()).isEqualTo("attachment");
      assertThat(mixed.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(table);
    } finally {
      server.stop();
    }
  }

  @Test
  void a_mail_to_the_fallback_says_that_it_is_and_why() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.start();
    try {
      Message message = a_downtime().withOnCall(Messages.a_gap()).to("mail", "hugo@example.com").build();
      assertThat(send(server.getSmtp().getPort(), null, null, message).label()).isEqualTo("delivered");
      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("hugo@example.com");
      MimeMultipart parts = (MimeMultipart) mail.getContent();
      for (int part = 0; part < 2; part++) {
        assertThat(parts.getBodyPart(part).getContent().toString())
            .contains("Hugo Brandt (fallback: nobody is scheduled on infrastructure)",
                "Mira Okafor from Mon 09:00 Europe/Berlin");
      }
    } finally {
      server.stop();
    }
  }

  @Test
  void hostile_values_reach_one_recipient_with_one_subject() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.start();
    try {
      Message message = hostile("Störung db1\r\nBcc: evil@example.org\r\n.\r\nMAIL FROM:<x@y> 瘍瘊X: y =?utf-8?q?=0d=0aBcc:e=40x?=")
          .kind(ChangeKind.REPEATED).to("mail", "mira@example.com").build();
      assertThat(send(server.getSmtp().getPort(), null, null, message).label()).isEqualTo("delivered");
      assertThat(server.getReceivedMessages()).hasSize(1);
      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("mira@example.com");
      assertThat(mail.getHeader("Bcc")).isNull();
      assertThat(mail.getHeader("Subject")).hasSize(1);
      assertThat(mail.getSubject()).startsWith("[error] Störung db1 Bcc: evil@example.org");
    } finally {
      server.stop();
    }
  }

  @Test
  void a_subject_that_looks_like_an_encoded_word_is_shown_as_it_was_written() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.start();
    try {
      String title = "db1 =?utf-8?q?=0d=0aBcc:e=40x?= and a long rest, so that it takes more than one word";
      Message message = a_downtime().titled(title).to("mail", "mira@example.com").build();
      assertThat(send(server.getSmtp().getPort(), null, null, message).label()).isEqualTo("delivered");
      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(mail.getHeader("Subject", null)).doesNotContain("utf-8?q?");
      assertThat(mail.getHeader("Subject", null).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(78));
      assertThat(mail.getSubject()).contains(title);
    } finally {
      server.stop();
    }
  }

  @ParameterizedTest(name = "{0} answers {1}: {2}")
  @CsvSource({
    "GREETING, 421 too busy, deferred, false",
    "MAIL, 452 full, deferred, false",
    "MAIL, 550 sender rejected, refused,",
    "RCPT, 450 greylisted, deferred, false",
    "RCPT, 550 no such user, refused,",
    "RCPT, 552 mailbox full, refused,",
    "DATA, 451 later, deferred, false",
    "DOT, 554 spam, refused,",
    "DOT, 451 later, deferred, false",
    "DOT, 552 too large, refused,",
    "AUTH, 535 bad credentials, misconfigured,",
    "AUTH, 454 4.7.0 Temporary authentication failure, deferred, false",
    "AUTH, 421 too many connections, deferred, false",
    "DOT, '', deferred, true",
    "RCPT, '', deferred, true",
  })
  void replies_and_drops(String verb, String answer, String label, Boolean unsure) throws Exception {
    Outcome outcome = send(Map.of(verb, answer));
    assertThat(outcome.label()).as(outcome.toString()).isEqualTo(label);
    if (outcome instanceof Deferred deferred) {
      assertThat(deferred.unsure()).as(outcome.toString()).isEqualTo(unsure);
    }
    if (!answer.isEmpty() && !verb.equals("AUTH")) {
      assertThat(outcome.toString()).contains(answer.substring(0, 3));
    }
  }

  @Test
  void without_tls_neither_mail_nor_password_leaves() throws Exception {
    try (SmtpStub server = new SmtpStub(Map.of())) {
      Outcome outcome = send(server.port(), "ops", true, mail());
      assertThat(outcome).isEqualTo(Deferred.notSent("the mail server does not offer STARTTLS, see signalbox.mail.starttls"));
      assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }
  }

  @Test
  void a_server_that_is_slow_with_each_answer_is_hung_up_on_before_somebody_else_takes_the_mail_over() throws Exception {
    within = Duration.ofSeconds(1);
    try (SmtpStub server = new SmtpStub(Map.of(), Duration.ofMillis(400))) {
      assertThat(send(server.port(), null, null, mail())).isEqualTo(Deferred.unsure("no answer in time"));
      assertThat(server.heard()).as("it got no further").noneMatch(line -> line.startsWith("DATA"));
    }
  }

  @Test
  void nobody_listening_is_not_sent() throws Exception {
    int port;
    try (SmtpStub gone = new SmtpStub(Map.of())) {
      port = gone.port();
    }
    assertThat(send(port, null, null, mail())).isEqualTo(Deferred.notSent("MailConnectException"));
  }
}
