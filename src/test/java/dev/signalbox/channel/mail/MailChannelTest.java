package dev.signalbox.channel.mail;

import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.a_downtime;
import static dev.signalbox.channel.Messages.an_announcement;
import static dev.signalbox.channel.Messages.hostile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.ChannelContract;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Golden;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.Request;
import dev.signalbox.delivery.Document;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.Person;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailChannelTest extends ChannelContract {

  private static final String PASSWORD = "hunter2hunter2";
  private static final String OPENED = "<d0d0d0d0-0000-4000-8000-000000000000@example.com>";

  static MailSettings settings() {
    return new MailSettings("mail.example.com", null, "ops", new Secret(PASSWORD), "signalbox@example.com", null);
  }

  @Override
  protected Channel channel() {
    return new MailChannel(settings());
  }

  @Override
  protected Channel unconfigured() {
    return new MailChannel(new MailSettings(null, null, null, null, null, null));
  }

  @Override
  protected List<String> secrets() {
    return List.of(PASSWORD);
  }

  @Override
  protected String address() {
    return "mira@example.com";
  }

  @Override
  protected boolean speaksHttp() {
    return false;
  }

  @Override
  protected void assertWithinLimits(Request request) {
    assertThat(request.headers().get("Subject")).hasSizeBetween(1, 180).doesNotContainPattern("[\\p{Cntrl}\u2028\u2029]")
        .doesNotContain("\u760d", "\u760a");
    request.headers().forEach((name, value) -> {
      assertThat(MailChannel.HEADERS).contains(name);
      assertThat(value).doesNotContain("\r", "\n").hasSizeLessThan(900);
    });
    assertThat(html(request)).hasSizeLessThan(2_000_000).doesNotContain("<script", "\u0000", "\u202e");
  }

  private static String html(Request request) {
    return ((Letter) request.body()).html();
  }

  private static String text(Request request) {
    return ((Letter) request.body()).text();
  }

  private Request request(Messages messages) {
    return Conversation.request(channel(), message(messages));
  }

  @Test
  void an_opening_as_text_and_as_html() {
    Request request = request(a_downtime());
    Golden.assertText("mail/opened.html", html(request));
    Golden.assertText("mail/opened.txt", text(request));
  }

  @Test
  void a_gap_is_told_with_who_stands_in_why_and_until_when() {
    Messages gap = a_downtime().withOnCall(Messages.a_gap())
        .remark("Hugo Brandt, the fallback (no mail address in people.yaml: Ben Okafor)");
    Golden.assertText("mail/stand-in.txt", text(request(gap)));
    assertThat(html(request(gap))).contains(
        "Hugo Brandt (fallback: nobody is scheduled on infrastructure)", "Mira Okafor from Mon 09:00 Europe/Berlin");
  }

  @Test
  void who_follows_is_left_out_of_an_end() {
    Messages end = a_downtime().withOnCall(Messages.a_gap()).kind(ChangeKind.RESOLVED);
    assertThat(text(request(end)))
        .contains("On call: Hugo Brandt").doesNotContain("Next on call");
  }

  @Test
  void somebody_with_an_address_is_told_there() {
    assertThat(channel().addressOf(Messages.mira())).contains("mira@example.com");
    assertThat(channel().addressOf(Person.named("kim"))).isEmpty();
    assertThat(unconfigured().addressOf(Messages.mira())).isEmpty();
  }

  @Test
  void an_end_as_text() {
    Golden.assertText("mail/resolved.txt",
        text(request(a_downtime().kind(ChangeKind.RESOLVED))));
  }

  @Test
  void an_announcement_is_a_plain_notice_with_what_it_lists() {
    Request request = request(an_announcement());
    Golden.assertText("mail/announced.html", html(request));
    Golden.assertText("mail/announced.txt", text(request));
    assertThat(request.headers()).containsEntry("Subject", "You are on call for infrastructure from Mon 09:00")
        .doesNotContainKey("In-Reply-To");
  }

  @Test
  void a_document_stands_in_place_of_facts_and_list_and_brings_its_files() {
    Document document = new Document("In full.\n", "<p>In full.</p>",
        List.of(new Document.Enclosure("all.csv", "text/csv", null, new byte[] {1})));
    Request request = request(an_announcement().document(document).remark("Hugo Brandt, the fallback"));
    assertThat(html(request)).contains("<h1", "You are on call for infrastructure from Mon 09:00", "<p>In full.</p>",
        "Hugo Brandt, the fallback", "Open in Signalbox").doesNotContain("<li");
    assertThat(text(request)).contains("You are on call for infrastructure from Mon 09:00\n\nIn full.\n", "Sent to: Hugo Brandt");
    assertThat(((Letter) request.body()).enclosures()).isEqualTo(document.enclosures());
  }

  @Test
  void later_mails_answer_the_first_one() {
    assertThat(request(a_downtime()).headers())
        .containsEntry("Message-ID", "<d0d0d0d0-0000-4000-8000-000000000001@example.com>")
        .containsEntry("References", "<7f3a6c1e-0000-4000-8000-000000000042@example.com>")
        .containsEntry("Subject", "[error] Repeated downtime of the same server: srv-042")
        .containsEntry("Auto-Submitted", "auto-generated")
        .doesNotContainKey("In-Reply-To");
    assertThat(request(a_downtime().kind(ChangeKind.RESOLVED).openedAs(OPENED)).headers())
        .containsEntry("In-Reply-To", OPENED)
        .containsEntry("References", "<7f3a6c1e-0000-4000-8000-000000000042@example.com> " + OPENED)
        .containsEntry("Subject", "[resolved] Repeated downtime of the same server: srv-042");
  }

  @Test
  void a_reference_that_is_none_of_ours_is_not_repeated() {
    assertThat(request(a_downtime().kind(ChangeKind.REPEATED).openedAs("<x>\r\nBcc: y")).headers().toString())
        .doesNotContain("Bcc");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", " ", "mira", "a@x>\r\nRCPT TO:<evil@x", "a@example.com\r\nRCPT TO:<victim@example.org>",
    "a@example.com瘍瘊RCPT TO:<victim@example.org>", "a@example.com, victim@example.org",
    "\"a@example.com>,<victim@example.org\"@example.com", "<aaa@bbb.example>ccc@ddd.example", "Mira <mira@example.com>",
    "mira@example.com\n", "mira@-example.com", "mira@example..com", "mira..o@example.com", "mira@exämple.com", "a;b@example.com",
    "mira@example.com(comment)"
  })
  void only_one_plain_address_is_an_address(String address) {
    assertThatThrownBy(() -> channel().send(a_downtime().to("mail", address).build()))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not one plain mail address")
        .message().doesNotContain("\r", "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mira@example.com", "o'brien+ops@sub.example.co.uk", "root@localhost", "a_b-c.d@x1.io"})
  void ordinary_addresses_are_fine(String address) {
    assertThat(Conversation.request(channel(), a_downtime().to("mail", address).build()).headers()).containsEntry("To", address);
  }

  @Test
  void markup_in_a_row_is_text() {
    assertThat(html(request(hostile("\"><svg onload=alert('1')> & co"))))
        .contains("&quot;&gt;&lt;svg onload=alert(&#39;1&#39;)&gt; &amp; co").doesNotContain("<svg");
  }

  @ParameterizedTest(name = "SMTP {0}: {1}")
  @CsvSource({
    "250, delivered", "421, deferred", "450, deferred", "451, deferred", "452, deferred", "454, deferred",
    "550, refused", "551, refused", "552, refused", "553, refused", "554, refused", "535, misconfigured", "530, misconfigured",
  })
  void smtp_replies(int code, String label) {
    Outcome outcome = afterFirst(reply(code, code + " because"));
    assertThat(outcome.label()).isEqualTo(label);
    assertThat(outcome.toString()).doesNotContain("HTTP");
  }

  private static Document report() {
    return new Document("In full.\n" + "x".repeat(50_000), "<p>In full.</p><img src=\"cid:a@b\">",
        List.of(new Document.Enclosure("all.csv", "text/csv", null, new byte[9_000_000])));
  }

  @ParameterizedTest
  @CsvSource({"552, 552 5.3.4 Message size exceeds fixed limit", "552, 552 too much", "523, 523 length limit", "554, 554 5.3.4 too big"})
  void a_mail_that_is_too_large_is_sent_again_short_and_once(int code, String words) {
    Conversation talk = Conversation.of(channel(), message(an_announcement().document(report())), reply(code, words), reply(250, ""));

    assertThat(talk.requests()).hasSize(2);
    assertThat(talk.request(1).headers()).isEqualTo(talk.request(0).headers());
    assertThat(((Letter) talk.request(1).body()).enclosures()).isEmpty();
    assertThat(text(talk.request(1))).hasSizeLessThan(12_000)
        .contains("In full.", "Shortened, since the mail server did not take the whole. A file is left out.");
    assertThat(html(talk.request(1))).hasSizeLessThan(20_000).contains("In full.", "Open in Signalbox").doesNotContain("cid:");
    assertThat(((Delivered) talk.outcome()).note()).startsWith("shortened, since the mail server refused the whole: SMTP " + code);

    Conversation no = Conversation.of(channel(), message(an_announcement().document(report())), reply(code, words), reply(code, words));
    assertThat(no.requests()).hasSize(2);
    assertThat(no.outcome().label()).isEqualTo("refused");
  }

  @Test
  void a_row_that_is_too_large_is_cut_and_says_how_much_is_missing() {
    Messages wide = a_downtime();
    for (int i = 0; i < 150; i++) {
      wide.column("column_" + i, "y".repeat(2000));
    }
    Conversation talk = Conversation.of(channel(), message(wide), reply(552, "552 too large"), reply(250, ""));

    assertThat(text(talk.request(1))).hasSizeLessThan(15_000).contains("… and 135 more columns");
    assertThat(html(talk.request(1))).contains("… and 135 more columns");
  }

  @Test
  void the_reference_is_the_message_id() {
    assertThat(afterFirst(reply(250, ""))).isEqualTo(Delivered.as("<d0d0d0d0-0000-4000-8000-000000000001@example.com>"));
  }

  @Test
  void a_sender_that_is_no_address_is_refused_at_start() {
    assertThatThrownBy(() -> new MailSettings("h", null, null, null, "Ops <a@b>", null))
        .hasMessageContaining("signalbox.mail.from");
  }

  @Test
  void a_password_is_not_sent_in_the_clear_unless_told_so() {
    assertThat(settings().starttls()).isTrue();
    assertThat(settings().port()).isEqualTo(587);
    assertThat(new MailSettings("h", 1025, null, null, null, null).starttls()).isFalse();
  }
}
