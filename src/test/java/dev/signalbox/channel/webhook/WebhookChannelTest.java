package dev.signalbox.channel.webhook;

import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.NOW;
import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.ChannelContract;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Golden;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Signatures;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.incident.ChangeKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhookChannelTest extends ChannelContract {

  private static final String SECRET = "s3cr3t-of-the-webhook";
  private static final String URL = "https://example.com/hooks/t0k3n-in-the-path";
  private static final String TOKEN = "Bearer c4n4ry-token";

  private static final String TICKETS =
      """
      path: /tickets
      body: "{title: .title}"
      accepted: .ok
      reference: .id
      link: .url
      update: { path: "/tickets/{reference}/notes" }
      close: { method: PATCH, path: "/tickets/{reference}", body: '{state: "closed"}' }
      """;

  private static Channel of(WebhookPlan plan) {
    Map<String, Secret> headers = Map.of("Authorization", new Secret(TOKEN));
    return new WebhookChannel("ops", new WebhookSettings(new Secret(URL), new Secret(SECRET), headers), () -> Optional.of(plan));
  }

  @Override
  protected Channel channel() {
    return of(WebhookPlan.DEFAULT);
  }

  @Override
  protected Channel unconfigured() {
    return new WebhookChannel("ops", WebhookSettings.NONE, () -> Optional.of(WebhookPlan.DEFAULT));
  }

  @Override
  protected List<String> secrets() {
    return List.of(SECRET, URL, TOKEN);
  }

  @Override
  protected String address() {
    return "";
  }

  @Override
  protected void assertWithinLimits(Request request) {
    String body = (String) request.body();
    assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(256 * 1024);
    JsonNode notice = Json.read(body).orElseThrow();
    assertThat(notice.path("title").asText()).isNotEmpty().doesNotContain("\n");
  }

  private Request request(WebhookPlan plan, Messages messages) {
    return Conversation.request(of(plan), message(messages));
  }

  @Test
  void without_a_file_the_whole_notice_is_told() {
    Request request = Conversation.request(channel(), message(a_downtime()));
    assertThat(request.method()).isEqualTo("POST");
    Golden.assertJson("webhook/opened.json", (String) request.body());
  }

  @Test
  void the_signature_is_over_time_and_body() {
    Request request = Conversation.request(channel(), message(a_downtime()));
    String signed = NOW.getEpochSecond() + "." + request.body();
    assertThat(request.headers()).containsEntry("Signalbox-Signature",
        "t=" + NOW.getEpochSecond() + ",v1=" + Signatures.sign(new Secret(SECRET), signed.getBytes(StandardCharsets.UTF_8)));
    assertThat(request.headers()).containsEntry("Idempotency-Key", Messages.DELIVERY.toString());
  }

  @Test
  void while_a_secret_is_exchanged_both_sign() {
    Channel channel = new WebhookChannel(
        "ops", new WebhookSettings(new Secret(URL), new Secret("new, old"), null), () -> Optional.of(WebhookPlan.DEFAULT));
    assertThat(Conversation.request(channel, message(a_downtime())).headers().get("Signalbox-Signature")).matches("t=\\d+(,v1=[0-9a-f]{64}){2}");
  }

  @Test
  void what_was_made_is_found_again_by_its_reference() {
    WebhookPlan plan = WebhookFiles.plan(TICKETS);
    Outcome made = Conversation.of(of(plan), message(a_downtime()), reply(201, "{\"ok\":true,\"id\":\"A/7 ..\",\"url\":\"https://t.example/7\"}")).outcome();
    assertThat(made).isEqualTo(new Delivered("A/7 ..", "https://t.example/7", null));

    Request update = request(plan, a_downtime().kind(ChangeKind.WORSENED).openedAs("A/7 .."));
    assertThat(update.method() + " " + update.path()).isEqualTo("POST /tickets/A%2F7%20%2E%2E/notes");
    Request close = request(plan, a_downtime().kind(ChangeKind.RESOLVED).openedAs("A/7 .."));
    assertThat(close.method() + " " + close.path() + " " + close.body()).isEqualTo("PATCH /tickets/A%2F7%20%2E%2E {\"state\":\"closed\"}");
    assertThatIllegalArgumentException().isThrownBy(() -> request(plan, a_downtime().kind(ChangeKind.RESOLVED)))
        .withMessageContaining("the other side gave none");
  }

  @Test
  void a_success_that_says_it_is_none_is_refused() {
    Outcome outcome = Conversation.of(of(WebhookFiles.plan(TICKETS)), message(a_downtime()), reply(200, "{\"ok\":false,\"why\":\"full\"}")).outcome();
    assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason()).contains("not accepted", "full"));
  }

  @Test
  void an_answer_that_cannot_be_read_is_still_one() {
    assertThat(afterFirst(reply(202, ""))).isEqualTo(new Delivered(null, null, null));
    assertThat(afterFirst(reply(200, "1"))).isEqualTo(new Delivered(null, null, null));
    Outcome odd = Conversation.of(of(WebhookFiles.plan("reference: .a.b")), message(a_downtime()), reply(200, "{\"a\":\"text\"}")).outcome();
    assertThat(odd).isInstanceOfSatisfying(Delivered.class, delivered -> assertThat(delivered.note()).contains("ops.yaml", "the answer"));
  }

  @Test
  void an_address_that_is_gone_is_a_matter_of_configuration() {
    assertThat(afterFirst(reply(404, "no such hook"))).isEqualTo(new Misconfigured("HTTP 404: no such hook", true));
    assertThat(afterFirst(reply(410, ""))).isInstanceOf(Misconfigured.class);
    a_ticket_that_is_gone_is_not();
  }

  private void a_ticket_that_is_gone_is_not() {
    assertThat(Conversation.of(of(WebhookFiles.plan(TICKETS)), message(a_downtime().kind(ChangeKind.RESOLVED).openedAs("7")), reply(404, "")).outcome())
        .isInstanceOf(Refused.class);
  }

  @Test
  void what_the_lifecycle_leaves_out_is_not_told() {
    Channel openOnly = of(WebhookFiles.plan("lifecycle: open"));
    assertThat(openOnly.takes(ChangeKind.OPENED)).isTrue();
    assertThat(openOnly.takes(ChangeKind.WORSENED)).isFalse();
    assertThat(Conversation.of(openOnly, message(a_downtime().kind(ChangeKind.RESOLVED).openedAs("7"))).outcome())
        .isInstanceOfSatisfying(Delivered.class, delivered -> assertThat(delivered.note()).contains("'close' is left out"));
    assertThat(Conversation.of(channel(), message(a_downtime().kind(ChangeKind.RESOLVED).option("lifecycle", "open, update"))).outcome())
        .isInstanceOf(Delivered.class);
  }

  @Test
  void a_body_that_is_too_long_even_without_the_row_is_refused() {
    WebhookPlan plan = WebhookFiles.plan("{max_bytes: 1000, body: '{x: [range(1000)], y: .title}'}");
    assertThatIllegalArgumentException().isThrownBy(() -> request(plan, a_downtime())).withMessageContaining("max_bytes");
  }

  @Test
  void a_file_that_was_never_right_keeps_what_is_owed() {
    Channel broken = new WebhookChannel("ops", new WebhookSettings(new Secret(URL), null, null), Optional::empty);
    assertThat(Conversation.of(broken, message(a_downtime())).outcome())
        .isInstanceOfSatisfying(Misconfigured.class, wrong -> assertThat(wrong.reason()).contains("routes/webhooks/ops.yaml"));
  }

  @Test
  void markup_is_an_answer_and_only_a_web_page_is_none() {
    assertThat(afterFirst(reply(200, "<ok/>"))).isInstanceOf(Delivered.class);
    assertThat(afterFirst(reply(200, "<?xml version=\"1.0\"?><soap:Envelope/>", "Content-Type", "text/xml"))).isInstanceOf(Delivered.class);
    for (String page : List.of("<!DOCTYPE html><title>Log in</title>", "\n<HTML><body>", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">")) {
      assertThat(afterFirst(reply(200, page)).label()).as(page).isEqualTo("deferred");
    }
    assertThat(afterFirst(reply(200, "<title>Log in</title>", "Content-Type", "Text/HTML; charset=utf-8")).label()).isEqualTo("deferred");
  }

  @Test
  void a_reference_is_kept_whole_or_not_at_all() {
    String url = "https://example.com/tickets/" + "7".repeat(300);
    assertThat(named(url)).isEqualTo(url);
    assertThat(named("7".repeat(1001))).isNull();
    assertThat(named("https://example.com/?key=" + SECRET)).isNull();
  }

  private String named(String reference) {
    Outcome outcome = Conversation.of(of(WebhookFiles.plan(TICKETS)), message(a_downtime()), reply(200, "{\"ok\":true,\"id\":\"%s\"}".formatted(reference))).outcome();
    return ((Delivered) outcome).reference();
  }
}
