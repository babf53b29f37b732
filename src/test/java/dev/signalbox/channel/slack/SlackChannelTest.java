package dev.signalbox.channel.slack;

import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.a_downtime;
import static dev.signalbox.channel.Messages.an_announcement;
import static dev.signalbox.channel.Messages.hostile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.ChannelContract;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Golden;
import dev.signalbox.channel.HostedPicture;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.SharedSchemas;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.Wording;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Severity;
import dev.signalbox.oncall.Person;
import java.time.Duration;
import java.util.ArrayList;
import dev.signalbox.channel.Samples;
import dev.signalbox.incident.Subject;
import java.util.Map;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackChannelTest extends ChannelContract {

  private static final String TOKEN = "xoxb-123-456-secret";
  private static final String POSTED = "{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1700000000.000100\"}";
  private static final String REFERENCE = "C024BE91L:1700000000.000100";

  @Override
  protected Channel channel() {
    return new SlackChannel(new SlackSettings(null, new Secret(TOKEN), null));
  }

  @Override
  protected Channel unconfigured() {
    return new SlackChannel(new SlackSettings(null, null, null));
  }

  @Override
  protected List<String> secrets() {
    return List.of(TOKEN);
  }

  @Override
  protected String address() {
    return "ops-alerts";
  }

  @Override
  protected void assertWithinLimits(Request request) {
    assertSlackLimits(Json.read((String) request.body()).orElseThrow());
  }

  static void assertSlackLimits(JsonNode body) {
    assertThat(body.path("text").asText()).hasSizeBetween(1, 4000).doesNotContain("\n");
    assertThat(body.path("blocks").size()).isBetween(1, 50);
    assertThat(body.path("attachments").size()).isLessThanOrEqualTo(100);
    assertThat(Json.write(body).length()).isLessThan(100_000);
    assertBlocks(body.path("blocks"));
    body.path("attachments").forEach(attachment -> assertBlocks(attachment.path("blocks")));
  }

  private static void assertBlocks(JsonNode blocks) {
    for (JsonNode block : blocks) {
      switch (block.path("type").asText()) {
        case "header" -> assertThat(block.at("/text/text").asText()).hasSizeBetween(1, 150);
        case "section" -> {
          assertThat(block.at("/text/text").asText()).hasSizeLessThanOrEqualTo(3000);
          assertThat(block.path("fields").size()).isLessThanOrEqualTo(10);
          block.path("fields").forEach(field -> assertThat(field.path("text").asText()).hasSizeBetween(1, 2000));
        }
        case "context" -> {
          assertThat(block.path("elements").size()).isBetween(1, 10);
          block.path("elements").forEach(element -> assertThat(element.path("text").asText()).hasSizeBetween(1, 3000));
        }
        case "actions" -> {
          assertThat(block.path("elements").size()).isBetween(1, 25);
          block.path("elements").forEach(button -> {
            assertThat(button.at("/text/text").asText()).hasSizeBetween(1, 75);
            assertThat(button.path("value").asText()).hasSizeLessThanOrEqualTo(2000);
            assertThat(button.path("action_id").asText()).hasSizeBetween(1, 255);
          });
        }
        default -> throw new AssertionError("no limits known for " + block);
      }
    }
  }

  private String body(Messages messages) {
    return (String) Conversation.request(channel(), message(messages)).body();
  }

  @Test
  void an_opening_is_a_message_with_the_row_and_a_mention() {
    Golden.assertJson("slack/opened.json", body(a_downtime()));
  }

  @Test
  void a_gap_is_told_with_who_stands_in_and_until_when() {
    String remark = "Hugo Brandt, the fallback (no channel that works: Ben Okafor)";
    Golden.assertJson("slack/stand-in.json", body(a_downtime().withOnCall(Messages.a_gap()).remark(remark)));
  }

  @Test
  void nobody_on_call_catches_the_eye() {
    assertThat(body(a_downtime().withOnCall(Messages.nobody())))
        .contains("*On call:* ⚠️ nobody is on call on schedule infrastructure");
  }

  @Test
  void somebody_with_an_id_gets_a_direct_message() {
    assertThat(channel().addressOf(Messages.mira())).contains("U0MIRA");
    assertThat(channel().addressOf(Person.named("kim"))).isEmpty();
    assertThat(unconfigured().addressOf(Messages.mira())).isEmpty();

    Request request = Conversation.request(channel(), a_downtime().to("slack", "U0MIRA").build());
    assertThat(request.path()).isEqualTo("/chat.postMessage");
    assertThat((String) request.body()).contains("\"channel\":\"U0MIRA\"");
  }

  @Test
  void the_end_of_a_direct_message_is_written_where_slack_says_it_stands() {
    Conversation opening = Conversation.of(channel(), a_downtime().to("slack", "U0MIRA").build(),
        reply(200, "{\"ok\":true,\"channel\":\"D024BE91L\",\"ts\":\"1700000000.000200\"}"));
    assertThat(opening.outcome()).isEqualTo(Delivered.as("D024BE91L:1700000000.000200"));

    Messages resolved = a_downtime().to("slack", "U0MIRA").kind(ChangeKind.RESOLVED);
    Request end = Conversation.request(channel(), resolved.openedAs("D024BE91L:1700000000.000200").build());
    assertThat(end.path()).isEqualTo("/chat.update");
    assertThat((String) end.body()).contains("\"channel\":\"D024BE91L\",\"ts\":\"1700000000.000200\"");
  }

  @Test
  void the_end_is_written_into_the_message_that_opened() {
    Request request = Conversation.request(channel(), message(a_downtime().kind(ChangeKind.RESOLVED).openedAs(REFERENCE)));
    assertThat(request.path()).isEqualTo("/chat.update");
    Golden.assertJson("slack/resolved.json", (String) request.body());
  }

  @Test
  void an_announcement_is_a_plain_notice_with_what_it_lists() {
    Golden.assertJson("slack/announced.json", body(an_announcement()));
  }

  @Test
  void an_announcement_without_blocks_still_says_its_facts() {
    Reply malformed = reply(200, "{\"ok\":false,\"error\":\"invalid_blocks\"}");
    Conversation talk = Conversation.of(channel(), message(an_announcement()), malformed, reply(200, POSTED));
    assertThat(talk.body(1))
        .contains("You are on call", "Hands over: Jan Lindqvist", "• and 2 more").doesNotContain("blocks");
  }

  @ParameterizedTest
  @EnumSource(value = ChangeKind.class, mode = EnumSource.Mode.EXCLUDE, names = {"OPENED", "ANNOUNCED", "NOTED", "ILLUSTRATED", "RESOLVED"})
  void whatever_happens_is_written_into_the_message_and_told_in_its_thread(ChangeKind kind) {
    Message message = message(a_downtime().kind(kind).note("by mira").openedAs(REFERENCE));
    Reply told = reply(200, "{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1700000099.000100\"}");
    Conversation talk = Conversation.of(withButtons(), message, reply(200, POSTED), told);
    assertThat(talk.outcome()).as("what follows belongs to the message and not to the line").isEqualTo(Delivered.as(REFERENCE));

    assertThat(talk.request(0).path()).isEqualTo("/chat.update");
    JsonNode update = Json.read(talk.body(0)).orElseThrow();
    assertThat(update.at("/blocks/0/text/text").asText()).contains(Wording.headline(message));
    assertThat(update.path("ts").asText() + update.path("channel").asText()).isEqualTo("1700000000.000100C024BE91L");
    assertSlackLimits(update);

    assertThat(talk.request(1).path()).isEqualTo("/chat.postMessage");
    JsonNode line = Json.read(talk.body(1)).orElseThrow();
    assertThat(line.path("thread_ts").asText()).isEqualTo("1700000000.000100");
    assertThat(line.path("reply_broadcast").asBoolean()).as("loud").isEqualTo(kind == ChangeKind.WORSENED || kind == ChangeKind.REOPENED);
    assertThat(line.path("blocks").toString()).contains("by mira").doesNotContain("Downtime count");
    assertThat(buttons(talk.body(1))).isEmpty();
    assertSlackLimits(line);
  }

  @Test
  void what_somebody_says_is_told_in_the_thread_alone() {
    Message message = message(a_downtime().kind(ChangeKind.NOTED).note("anna in jira: <!channel> disk is *full*").openedAs(REFERENCE));
    Conversation talk = Conversation.of(channel(), message, reply(200, POSTED));
    assertThat(talk.request(0).path()).isEqualTo("/chat.postMessage");
    assertThat(talk.body(0)).contains("💬 *Note*", "&lt;!channel&gt; disk is", "\"thread_ts\"").doesNotContain("<!channel>");
  }

  private static final HostedPicture CHART = new HostedPicture("F0B1C2D3E", "memory of db-7");
  private static final Reply MALFORMED = reply(200, "{\"ok\":false,\"error\":\"invalid_blocks\"}");

  @Test
  void a_picture_is_edited_into_the_message_which_says_what_it_said() {
    Message message = message(a_downtime().kind(ChangeKind.ILLUSTRATED).note("acknowledged by mira").openedAs(REFERENCE)).with(CHART);
    Conversation talk = Conversation.of(withButtons(), message, reply(200, POSTED));

    assertThat(talk.outcome()).isEqualTo(Delivered.as(REFERENCE));
    assertThat(talk.request(0).path()).isEqualTo("/chat.update");
    JsonNode update = Json.read(talk.body(0)).orElseThrow();
    Message before = message(a_downtime().kind(ChangeKind.ACKNOWLEDGED).note("by mira").openedAs(REFERENCE));
    assertThat(update.at("/blocks/0/text/text").asText()).contains(Wording.headline(before));
    assertThat(update.path("blocks")).filteredOn(block -> block.path("type").asText().equals("image")).singleElement()
        .satisfies(image -> assertThat(image.toString()).isEqualTo("{\"type\":\"image\",\"alt_text\":\"memory of db-7\",\"slack_file\":{\"id\":\"F0B1C2D3E\"}}"));
  }

  @Test
  void a_picture_that_slack_does_not_know_yet_changes_nothing() {
    Message message = message(a_downtime().kind(ChangeKind.ILLUSTRATED).note("opened").openedAs(REFERENCE)).with(CHART);
    assertThat(Conversation.of(channel(), message, MALFORMED).outcome())
        .isEqualTo(new Delivered(REFERENCE, null, SlackChannel.NOT_DIGESTED));
    Message gone = message(a_downtime().kind(ChangeKind.ILLUSTRATED).note("opened").openedAs(REFERENCE)).with(CHART);
    assertThat(Conversation.of(channel(), gone, reply(200, "{\"ok\":false,\"error\":\"message_not_found\"}")).outcome())
        .as("nothing has happened that somebody must hear").isInstanceOf(Delivered.class);
    assertThat(Conversation.of(channel(), message(a_downtime().kind(ChangeKind.ILLUSTRATED)).with(CHART)).outcome()).isInstanceOf(Delivered.class);
  }

  @Test
  void later_edits_keep_the_picture_and_no_news_is_lost_for_it() {
    Message end = message(a_downtime().kind(ChangeKind.RESOLVED).openedAs(REFERENCE)).with(CHART);
    assertThat(Conversation.of(channel(), end, reply(200, POSTED)).body(0)).contains("F0B1C2D3E");

    Conversation talk = Conversation.of(channel(), end, MALFORMED, reply(200, POSTED));
    assertThat(talk.body(1)).contains("\"header\"").doesNotContain("F0B1C2D3E");
    assertThat(talk.outcome()).isEqualTo(Delivered.as(REFERENCE));

    Conversation opening = Conversation.of(channel(), message(a_downtime()).with(CHART), MALFORMED, MALFORMED, reply(200, POSTED));
    assertThat(opening.body(2)).as("not even blocks").doesNotContain("blocks");
  }

  @ParameterizedTest
  @CsvSource({"CRITICAL, OPENED, danger", "ERROR, OPENED, danger", "WARNING, OPENED, warning", "INFO, OPENED, #1d9bd1",
      "ERROR, ACKNOWLEDGED, #1d9bd1", "ERROR, UNACKNOWLEDGED, danger", "CRITICAL, RESOLVED, good", "INFO, WORSENED, #1d9bd1"})
  void the_colour_is_that_of_the_state(Severity severity, ChangeKind kind, String colour) {
    String json = body(a_downtime().kind(kind).severity(severity).openedAs(REFERENCE));
    assertThat(Json.read(json).orElseThrow().at("/attachments/0/color").asText()).isEqualTo(colour);
  }

  @Test
  void runbook_and_ticket_are_links_and_what_is_no_address_is_evidence() {
    String json = body(a_downtime().kind(ChangeKind.ACKNOWLEDGED).column("runbook_url", "https://wiki.example.com/a?b=1&c=2")
        .ticket("https://jira.example.com/browse/OPS-12").openedAs(REFERENCE));
    assertThat(json).contains("<https://wiki.example.com/a?b=1&amp;c=2|Runbook>", "<https://jira.example.com/browse/OPS-12|Ticket>")
        .doesNotContain("Runbook url");
    for (String bad : List.of("javascript:alert(1)", "https://x>|<!channel>", "https://a b", "https://u:p@evil", "ftp://x", "")) {
      assertThat(body(a_downtime().column("runbook_url", bad))).as(bad).doesNotContain("|Runbook>").contains("Runbook url");
    }
    assertThat(body(a_downtime().option("runbook", "https://wiki.example.com/b"))).contains("<https://wiki.example.com/b|Runbook>");
  }

  @Test
  void the_reference_is_channel_and_ts() {
    assertThat(afterFirst(reply(200, POSTED))).isEqualTo(Delivered.as(REFERENCE));
  }

  @Test
  void nothing_in_a_row_is_a_mention_a_link_or_markup() {
    String json = body(hostile("<!channel> <@U123> <https://evil|https://bank> &lt;!here&gt; *x*"));
    assertThat(json).doesNotContain("<!", "<@", "<https://evil");
    for (JsonNode block : Json.read(json).orElseThrow().path("blocks")) {
      block.path("fields").forEach(field -> {
        if (field.path("text").asText().contains(" *x*")) {
          assertThat(field.path("type").asText()).isEqualTo("plain_text");
        }
      });
    }
    assertThat(json).contains("&lt;!channel&gt; &lt;@U123&gt; &lt;https://evil|https://bank&gt; &amp;lt;!here&amp;gt;");
  }

  @Test
  void people_without_a_slack_id_are_named_and_odd_ids_are_not_trusted() {
    String json = body(hostile("x").column("a", 1));
    assertThat(json).contains("*On call:* x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ops-alerts", "#ops-alerts", " #ops-alerts "})
  void the_channel_is_named_without_hash(String address) {
    assertThat((String) Conversation.request(channel(), a_downtime().to("slack", address).build()).body())
        .contains("\"channel\":\"ops-alerts\"");
  }

  @Test
  void a_bot_needs_a_channel() {
    assertThatThrownBy(() -> channel().send(a_downtime().to("slack", " # ").build()))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("needs a channel");
  }

  @Test
  void two_ways_to_send_are_a_contradiction() {
    assertThatThrownBy(() -> new SlackSettings(new Secret("https://hooks.slack.com/x"), new Secret(TOKEN), null))
        .hasMessageContaining("both set").hasMessageNotContaining(TOKEN);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "ratelimited, limited", "rate_limited, limited",
    "internal_error, unsure", "fatal_error, unsure", "service_unavailable, unsure", "request_timeout, unsure",
    "update_failed, unsent", "external_channel_migrating, unsent", "streaming_state_conflict, unsent",
    "channel_not_found, wrong_channel", "is_archived, wrong_channel",
    "restricted_action, wrong_channel", "restricted_action_read_only_channel, wrong_channel",
    "messages_tab_disabled, wrong_channel", "cannot_reply_to_message, wrong_channel",
    "invalid_auth, wrong_workspace", "not_authed, wrong_workspace", "account_inactive, wrong_workspace",
    "token_revoked, wrong_workspace", "token_expired, wrong_workspace", "missing_scope, wrong_workspace",
    "restricted_action_thread_locked, wrong_channel", "channel_is_limited_access, wrong_channel",
    "no_permission, wrong_workspace", "ekm_access_denied, wrong_workspace", "org_login_required, wrong_workspace",
    "team_added_to_org, wrong_workspace", "access_denied, wrong_workspace", "app_access_restricted, wrong_workspace",
    "message_limit_exceeded, refused", "some_new_error, refused", "user_not_found, refused",
  })
  void error_words(String error, String meaning) {
    Outcome outcome = afterFirst(reply(200, "{\"ok\":false,\"error\":\"%s\"}".formatted(error)));
    assertThat(meaning(outcome)).isEqualTo(meaning);
    assertThat(outcome.toString()).contains(error);
  }

  private static String meaning(Outcome outcome) {
    return outcome.fold(
        d -> "delivered",
        d -> d.reach() == Reach.CHANNEL && d.after() != null ? "limited" : d.unsure() ? "unsure" : "unsent",
        r -> "refused",
        m -> m.wholeChannel() ? "wrong_workspace" : "wrong_channel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid_blocks", "invalid_blocks_format", "msg_too_long", "no_text",
      "too_many_attachments", "metadata_too_large", "invalid_metadata_format", "invalid_metadata_schema", "markdown_text_conflict",
      "invalid_arguments"})
  void what_slack_calls_malformed_is_said_again_in_plain_text(String error) {
    Conversation talk = Conversation.of(
        channel(), message(a_downtime()), reply(200, "{\"ok\":false,\"error\":\"%s\"}".formatted(error)), reply(200, POSTED));
    assertThat(talk.outcome()).isEqualTo(Delivered.as(REFERENCE));
    assertThat(talk.body(1)).doesNotContain("blocks", "attachments", "metadata").contains("Repeated downtime of the same server: srv-042");
  }

  @Test
  void blocks_that_are_too_long_together_are_cut_before_row_and_buttons_are_given_up() {
    Messages messages = a_downtime();
    for (int i = 0; i < 20; i++) {
      messages.column("log_" + i, "x".repeat(1900));
    }
    Reply tooLong = reply(200, "{\"ok\":false,\"error\":\"msg_blocks_too_long\"}");
    Conversation talk = Conversation.of(withButtons(), message(messages), tooLong, reply(200, POSTED));
    assertThat(talk.outcome()).isEqualTo(Delivered.as(REFERENCE));
    assertThat(Json.write(Json.read(talk.body(1)).orElseThrow().path("blocks"))).hasSizeLessThan(13_000);
    assertThat(talk.body(1)).contains("Downtime count", "Log 10", "xxx…");
    assertThat(buttons(talk.body(1))).isNotEmpty();
    assertThat(Conversation.of(withButtons(), message(messages), tooLong, tooLong, reply(200, POSTED)).body(2)).doesNotContain("blocks");
  }

  @Test
  void a_bot_that_is_not_in_a_public_channel_joins_it_once() {
    Reply outside = reply(200, "{\"ok\":false,\"error\":\"not_in_channel\"}");
    Conversation talk = Conversation.of(channel(), message(a_downtime()), outside, reply(200, "{\"ok\":true}"), reply(200, POSTED));
    assertThat(talk.requests()).extracting(Request::path).containsExactly("/chat.postMessage", "/conversations.join", "/chat.postMessage");
    assertThat(talk.outcome()).isEqualTo(Delivered.as(REFERENCE));

    Reply mayNot = reply(200, "{\"ok\":false,\"error\":\"missing_scope\"}");
    assertThat(Conversation.of(channel(), message(a_downtime()), outside, mayNot).outcome())
        .isEqualTo(new Misconfigured("Slack: not_in_channel", false));
    assertThat(Conversation.of(channel(), message(a_downtime()), outside, reply(200, "{\"ok\":true}"), outside).outcome())
        .as("asked for once").isEqualTo(new Misconfigured("Slack: not_in_channel", false));
  }

  @Test
  void a_missing_scope_is_named() {
    assertThat(afterFirst(reply(200, "{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"chat:write\",\"provided\":\"x\"}")))
        .isEqualTo(new Misconfigured("Slack: missing_scope, needed: chat:write", true));
  }

  @Test
  @Tag("shared")
  void every_error_that_slack_documents_has_an_outcome_and_none_is_a_success() {
    for (String method : List.of("chat.postMessage", "chat.update")) {
      JsonNode errors = SharedSchemas.document("slack/methods/" + method + ".json").path("errors");
      assertThat(errors.size()).isGreaterThan(20);
      errors.fieldNames().forEachRemaining(error -> {
        ChangeKind kind = method.equals("chat.update") ? ChangeKind.ACKNOWLEDGED : ChangeKind.OPENED;
        Message message = message(a_downtime().kind(kind).openedAs(kind == ChangeKind.OPENED ? null : REFERENCE));
        Reply no = reply(200, "{\"ok\":false,\"error\":\"%s\"}".formatted(error));
        Step step = channel().send(message);
        for (int asked = 0; step instanceof Step.Ask ask && asked < 8; asked++) {
          step = ask.then().apply(no);
        }
        assertThat(step).as(error).isInstanceOfSatisfying(Step.Done.class, done ->
            assertThat(done.outcome()).as(error).isNotInstanceOf(Delivered.class));
      });
    }
  }

  @Test
  void what_slack_calls_malformed_twice_is_refused() {
    Reply malformed = reply(200, "{\"ok\":false,\"error\":\"invalid_blocks\"}");
    assertThat(Conversation.of(channel(), message(a_downtime()), malformed, malformed).outcome().label()).isEqualTo("refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"})
  void an_end_that_cannot_be_written_into_the_old_message_is_a_new_one(String error) {
    Conversation talk = Conversation.of(
        channel(), message(a_downtime().kind(ChangeKind.RESOLVED).openedAs(REFERENCE)),
        reply(200, "{\"ok\":false,\"error\":\"%s\"}".formatted(error)), reply(200, POSTED));
    assertThat(talk.request(1).path()).isEqualTo("/chat.postMessage");
    assertThat(talk.body(1)).contains("\"channel\":\"ops-alerts\"").doesNotContain("thread_ts");
    assertThat(talk.outcome()).isEqualTo(Delivered.as(REFERENCE));
  }

  @Test
  void a_rate_limit_in_the_body_waits_as_long_as_the_header_says() {
    assertThat(afterFirst(reply(200, "{\"ok\":false,\"error\":\"ratelimited\"}", "Retry-After", "12")))
        .isEqualTo(new Deferred("Slack: ratelimited", false, Duration.ofSeconds(12), Reach.CHANNEL));
  }

  @Test
  void a_token_that_is_wrong_stops_the_workspace() {
    assertThat(afterFirst(reply(200, "{\"ok\":false,\"error\":\"invalid_auth\"}")))
        .isEqualTo(new Misconfigured("Slack: invalid_auth", true));
  }

  private static Channel withButtons() {
    return new SlackChannel(new SlackSettings(null, new Secret(TOKEN), new Secret("signing")));
  }

  private static List<String> buttons(String body) {
    List<String> buttons = new ArrayList<>();
    Json.read(body).orElseThrow().path("blocks").forEach(block ->
        block.path("elements").forEach(element -> {
          if (element.path("type").asText().equals("button")) {
            buttons.add(element.path("action_id").asText() + " " + element.path("value").asText());
          }
        }));
    return buttons;
  }

  @Test
  void a_message_about_many_has_buttons_for_all_of_them_but_opens_no_tickets() {
    Message opened = Samples.group().get(ChangeKind.OPENED.ordinal());
    Subject group = opened.subject();
    Message many = message(opened);
    String body = Conversation.of(withButtons(), many, reply(200, POSTED)).body(0);
    assertThat(buttons(body)).containsExactly(
        "acknowledge " + group.id(), "resolve " + group.id(), "snooze " + group.id() + " 1h", "escalate " + group.id());
    assertThat(body).contains("Acknowledge all", "Snooze all 1 h");
    assertSlackLimits(Json.read(body).orElseThrow());
  }

  private static Message message(Message sample) {
    return Samples.message(sample.subject(), sample.delivery().kind(), "slack", "ops-alerts", Map.of(), null, null, null, sample.now());
  }

  @Test
  void a_message_has_buttons_where_somebody_hears_of_them() {
    String body = Conversation.of(withButtons(), message(a_downtime()), reply(200, POSTED)).body(0);
    String without = Conversation.of(channel(), message(a_downtime()), reply(200, POSTED)).body(0);

    assertThat(buttons(body)).containsExactly(
        "acknowledge " + Messages.INCIDENT, "resolve " + Messages.INCIDENT, "snooze " + Messages.INCIDENT + " 1h",
        "escalate " + Messages.INCIDENT, "ticket " + Messages.INCIDENT);
    assertSlackLimits(Json.read(body).orElseThrow());
    assertThat(buttons(without)).isEmpty();
  }

  @Test
  void an_acknowledgement_is_written_into_the_message_and_told_in_its_thread() {
    Message message = message(a_downtime().kind(ChangeKind.ACKNOWLEDGED).note("Acknowledged by mira").openedAs(REFERENCE));
    Conversation talk = Conversation.of(withButtons(), message, reply(200, POSTED), reply(200, POSTED));

    assertThat(talk.request(0).path()).isEqualTo("/chat.update");
    assertThat(talk.body(0)).contains("Acknowledged: ", "Acknowledged by mira");
    assertThat(buttons(talk.body(0))).noneMatch(button -> button.startsWith("acknowledge"));
    assertThat(talk.request(1).path()).isEqualTo("/chat.postMessage");
    assertThat(talk.body(1)).contains("\"thread_ts\":\"1700000000.000100\"", "\"reply_broadcast\":false");
    assertThat(buttons(talk.body(1))).isEmpty();
  }

  @Test
  void if_the_message_cannot_be_updated_now_nothing_is_told_in_its_thread_yet() {
    Message message = message(a_downtime().kind(ChangeKind.WORSENED).openedAs(REFERENCE));

    assertThat(Conversation.of(channel(), message, reply(500, "")).outcome().label()).isEqualTo("deferred");
  }
}
