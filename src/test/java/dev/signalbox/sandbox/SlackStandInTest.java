package dev.signalbox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackStandInTest {

  private static final String[] TOKEN = {"Authorization", "Bearer xoxb-1"};

  @TempDir Path folder;
  private Sandbox sandbox = Sandbox.builder().bearer("slack", "xoxb-1").start();
  private Client client = new Client(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private JsonNode call(String method, String body) throws Exception {
    Client.Got got = client.post("/slack/api/" + method, body, TOKEN);
    assertThat(got.status()).as("the Web API always answers 200").isEqualTo(200);
    return got.json();
  }

  @Test
  void a_message_is_posted_edited_and_replied_to() throws Exception {
    JsonNode posted = call("chat.postMessage", "{'channel':'#ops','text':'down','metadata':{'event_type':'x','event_payload':{'delivery':'d1'}}}".replace('\'', '"'));
    assertThat(posted.path("ts").isTextual()).isTrue();
    String place = "'channel':'%s','ts':'%s'".formatted(posted.path("channel").asText(), posted.path("ts").asText());
    assertThat(call("chat.update", ("{" + place + ",'text':'up'}").replace('\'', '"')).path("ok").asBoolean()).isTrue();
    call("chat.postMessage", ("{" + place.replace("'ts'", "'thread_ts'") + ",'text':'why'}").replace('\'', '"'));

    assertThat(sandbox.slack().posts()).extracting(post -> post.content().path("text").asText()).containsExactly("why", "up");
    assertThat(sandbox.slack().posts().get(1).edited()).isNotNull();
    assertThat(sandbox.ledger.effects("slack")).extracting(Effect::did).containsExactly("posted", "edited", "replied");

    JsonNode history = call("conversations.history", ("{'channel':'" + posted.path("channel").asText() + "'}").replace('\'', '"'));
    assertThat(history.path("messages")).hasSize(1);
    JsonNode thread = call("conversations.replies", ("{" + place + "}").replace('\'', '"'));
    assertThat(thread.path("messages")).hasSize(2);
  }

  @Test
  void an_edit_keeps_the_metadata_and_a_thread_comes_page_by_page_with_its_root() throws Exception {
    String metadata = "'metadata':{'event_type':'x','event_payload':{'delivery':'%s','incident':'i1'}}";
    JsonNode root = call("chat.postMessage", ("{'channel':'C024BE91L','text':'down'," + metadata.formatted("d1") + "}").replace('\'', '"'));
    String ts = root.path("ts").asText();
    call("chat.update", "{'channel':'C024BE91L','ts':'%s','text':'up'}".formatted(ts).replace('\'', '"'));
    for (int i = 2; i < 5; i++) {
      call("chat.postMessage", "{'channel':'C024BE91L','thread_ts':'%s','text':'%d',%s}".formatted(ts, i, metadata.formatted("d" + i)).replace('\'', '"'));
    }
    String page = "{'channel':'C024BE91L','ts':'%s','oldest':'%s','limit':2,'include_all_metadata':true,'cursor':'%s'}";
    JsonNode first = call("conversations.replies", page.formatted(ts, ts, "").replace('\'', '"'));
    JsonNode second = call("conversations.replies", page.formatted(ts, ts, first.at("/response_metadata/next_cursor").asText()).replace('\'', '"'));
    assertThat(first.path("messages").findValuesAsText("delivery")).containsExactly("d1", "d2", "d3");
    assertThat(second.path("messages").findValuesAsText("delivery")).containsExactly("d1", "d4");
    assertThat(second.path("has_more").asBoolean()).isFalse();
    assertThat(sandbox.ledger.effects("slack")).extracting(Effect::incident).containsOnly("i1");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(delimiter = '|', textBlock = """
      chat.postMessage | {"text":"x"} | channel_not_found
      chat.postMessage | {"channel":"c"} | no_text
      chat.postMessage | {"channel":"c","blocks":[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]} | invalid_blocks
      chat.postMessage | {"channel":"c","blocks":[{"type":"nonsense"}]} | invalid_blocks
      chat.postMessage | {"channel":"c","text":"x","thread_ts":"1.2"} | cannot_reply_to_message
      chat.update | {"channel":"c","ts":"1.2","text":"x"} | message_not_found
      chat.dance | {} | unknown_method
      """)
  void what_slack_refuses_is_refused_with_ok_false(String method, String body, String error) throws Exception {
    JsonNode answer = call(method, body);
    assertThat(answer.path("ok").asBoolean()).isFalse();
    assertThat(answer.path("error").asText()).isEqualTo(error);
    assertThat(sandbox.ledger.size()).isZero();
  }

  @Test
  void a_picture_is_uploaded_in_three_steps_and_shown_when_it_is_digested() throws Exception {
    sandbox.slack().digestsFor(java.time.Duration.ofHours(1));
    String png = "\u0001PNG"; // the first byte of a real one is no text
    Client.Got place = client.post("/slack/api/files.getUploadURLExternal", "filename=a.png&length=4",
        "Authorization", "Bearer xoxb-1", "Content-Type", "application/x-www-form-urlencoded");
    String path = place.json().path("upload_url").asText().substring(sandbox.url().length());
    String id = place.json().path("file_id").asText();
    assertThat(client.post(path, "too long").status()).isEqualTo(400);
    assertThat(client.post(path, png).status()).as("without a token").isEqualTo(200);
    assertThat(client.post(path, png).status()).as("once").isEqualTo(404);
    assertThat(call("files.completeUploadExternal", "{\"files\":[{\"id\":\"" + id + "\"}]}").path("ok").asBoolean()).isTrue();
    assertThat(call("files.completeUploadExternal", "{\"files\":[{\"id\":\"F0NONE\"}]}").path("error").asText()).isEqualTo("file_not_found");

    String image = "{\"channel\":\"c\",\"text\":\"x\",\"blocks\":[{\"type\":\"image\",\"alt_text\":\"a\",\"slack_file\":{\"id\":\"" + id + "\"}}]}";
    assertThat(call("chat.postMessage", image).path("error").asText()).as("not yet, and no PNG either").isEqualTo("invalid_blocks");
  }

  @Test
  void a_wrong_token_is_an_error_with_status_200() throws Exception {
    Client.Got got = client.post("/slack/api/chat.postMessage", "{\"channel\":\"c\",\"text\":\"x\"}", "Authorization", "Bearer no");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.json().path("error").asText()).isEqualTo("invalid_auth");
  }

  @Test
  void a_webhook_says_ok_and_its_errors_in_plain_text() throws Exception {
    assertThat(client.post("/slack/webhook/T/B/X", "{\"text\":\"x\"}").text()).isEqualTo("ok");
    assertThat(client.post("/slack/webhook/T/B/X", "{}").text()).isEqualTo("no_text");
    assertThat(client.post("/slack/webhook/T/B/X", "nonsense").text()).isEqualTo("invalid_payload");
  }

  @Test
  void messages_survive_a_restart_and_can_still_be_edited() throws Exception {
    sandbox.close();
    Path file = folder.resolve("ledger.ndjson");
    sandbox = Sandbox.builder().ledger(file).start();
    client = new Client(sandbox);
    JsonNode posted = call("chat.postMessage", "{\"channel\":\"ops\",\"text\":\"down\"}");
    sandbox.close();
    sandbox = Sandbox.builder().ledger(file).start();
    client = new Client(sandbox);
    JsonNode update = call("chat.update", Trees.object()
        .put("channel", posted.path("channel").asText()).put("ts", posted.path("ts").asText()).put("text", "up").toString());
    assertThat(update.path("ok").asBoolean()).isTrue();
    assertThat(sandbox.slack().posts()).singleElement().extracting(SlackPost::channelName).isEqualTo("ops");
    assertThat(sandbox.ledger.effects()).extracting(Effect::number).containsExactly(1L, 2L);
  }
}
