package dev.signalbox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MailSandboxTest {

  private static final String INCIDENT = "7f3a6c1e-0000-4000-8000-000000000042";

  private final Sandbox sandbox = Sandbox.start();
  private final MailSandbox mail = MailSandbox.start(sandbox, 0);
  @AfterEach
  void close() {
    mail.close();
    sandbox.close();
  }

  private void send() throws MessagingException {
    Properties settings = new Properties();
    settings.put("mail.smtp.host", "localhost");
    settings.put("mail.smtp.port", String.valueOf(mail.port()));
    MimeMessage message = new MimeMessage(Session.getInstance(settings));
    message.setFrom("signalbox@example.com");
    message.setRecipients(Message.RecipientType.TO, "anna@example.com");
    message.setSubject("[resolved] Ausfall in Zürich ✅", "UTF-8");
    MimeBodyPart text = new MimeBodyPart();
    text.setText("down\nü", "UTF-8");
    MimeBodyPart html = new MimeBodyPart();
    html.setContent("<p>down <b>ü</b></p>", "text/html; charset=UTF-8");
    message.setContent(new MimeMultipart("alternative", text, html));
    message.setHeader("References", "<" + INCIDENT + "@example.com>");
    Transport.send(message);
  }

  @Test
  void a_mail_is_read_back_with_both_parts_and_all_headers() throws Exception {
    send();
    assertThat(mail.mails()).singleElement().satisfies(got -> {
      assertThat(got.subject()).isEqualTo("[resolved] Ausfall in Zürich ✅");
      assertThat(got.recipient()).isEqualTo("anna@example.com");
      assertThat(got.from()).isEqualTo("signalbox@example.com");
      assertThat(got.html()).contains("<b>ü</b>");
      assertThat(got.text()).contains("ü");
      assertThat(got.header("references")).contains(INCIDENT);
    });
    assertThat(sandbox.ledger.effects("mail")).singleElement().satisfies(effect -> {
      assertThat(effect.incident()).isEqualTo(INCIDENT);
      assertThat(effect.kind()).isEqualTo("resolved");
      assertThat(effect.key()).startsWith("<");
    });
  }

  @Test
  void a_lost_answer_leaves_the_mail_in_the_box() {
    sandbox.faults.next(1, "mail", "send", Fault.of(Fault.Kind.LOSE_ANSWER));
    assertThatThrownBy(this::send).isInstanceOf(MessagingException.class).message().doesNotContain("451");
    assertThat(mail.mails()).hasSize(1);
  }

  @Test
  void a_server_that_hangs_up_has_no_mail() {
    sandbox.faults.next(1, "mail", "send", Fault.of(Fault.Kind.HANG_UP));
    assertThatThrownBy(this::send).isInstanceOf(MessagingException.class);
    assertThat(mail.mails()).isEmpty();
  }

  @Test
  void a_server_that_refuses_for_now_says_451() {
    sandbox.faults.next(1, "mail", "send", Fault.status(451));
    assertThatThrownBy(this::send).hasMessageContaining("451");
    assertThat(mail.mails()).isEmpty();
  }

  static Stream<KnownFault> replies() {
    return KnownFault.of("mail").stream().filter(known -> known.fault().kind() == Fault.Kind.ANSWER_INSTEAD && !known.operation().equals("auth"));
  }

  @ParameterizedTest
  @MethodSource("replies")
  void every_documented_reply_can_be_had_and_leaves_no_mail(KnownFault known) throws Exception {
    sandbox.faults.add(known, 1);
    assertThatThrownBy(this::send).isInstanceOfSatisfying(MessagingException.class, e ->
        assertThat(e + String.valueOf(e.getNextException())).contains(String.valueOf(known.fault().status())));
    assertThat(mail.mails()).isEmpty();
    send();
    assertThat(mail.mails()).hasSize(1);
  }
}
