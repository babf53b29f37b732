package dev.signalbox.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};
  private static final String SECRET = "CwABAAAA-secret";

  private final List<Request> asked = new ArrayList<>();

  private static Reply answer(int status, String body) {
    return Reply.answered(status, Map.of(), body.replace('\'', '"'));
  }

  private static Reply place(String url) {
    return answer(200, "{'ok':true,'file_id':'F0B1C2D3E','upload_url':'" + url + "'}");
  }

  private Upload.Result upload(Reply... replies) {
    Deque<Reply> answers = new ArrayDeque<>(List.of(replies));
    return new Upload(request -> {
      asked.add(request);
      return answers.remove();
    }, "https://slack.com/api").of(PNG, "memory & swap of db-7", NOW);
  }

  @Test
  void three_requests_give_slack_a_file_that_belongs_to_no_channel() {
    Upload.Result result = upload(
        place("https://files.slack.com/upload/v1/" + SECRET), answer(200, "OK - 7"), answer(200, "{'ok':true,'files':[{'id':'F0B1C2D3E'}]}"));

    assertThat(result.file()).isEqualTo("F0B1C2D3E");
    assertThat(asked).extracting(Request::path).containsExactly("/files.getUploadURLExternal", null, "/files.completeUploadExternal");
    assertThat(asked.get(0).body()).isEqualTo("filename=chart.png&length=7&alt_txt=memory+%26+swap+of+db-7");
    assertThat(asked.get(1).route()).as("which adds no token").isEqualTo("slack-upload");
    assertThat(asked.get(1).headers()).containsEntry("CamelHttpUri", "https://files.slack.com/upload/v1/" + SECRET);
    assertThat(asked.get(1).body()).isEqualTo(PNG);
    assertThat((String) asked.get(2).body()).contains("\"id\":\"F0B1C2D3E\"").doesNotContain("channel");
    assertThat(asked.get(1).toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://files.slack.com/upload/v1/x", "https://files.slack.com.example.org/x", "https://127.0.0.1/x", "https://slack.com/x",
      "https://files.slack.com@example.org/x", ""})
  void the_bytes_go_to_nobody_but_slack(String url) {
    assertThat(upload(place(url)).reason()).contains("not Slack's").doesNotContain("example.org");
    assertThat(asked).hasSize(1);
  }

  @Test
  void a_missing_scope_is_named_and_will_not_come_by_itself() {
    Upload.Result result = upload(answer(200, "{'ok':false,'error':'missing_scope','needed':'files:write'}"));
    assertThat(result.forbidden()).isTrue();
    assertThat(result.reason()).isEqualTo("files.getUploadURLExternal: missing_scope, needed: files:write");
  }

  @Test
  void whatever_else_fails_may_be_tried_again_and_tells_no_address() {
    Reply place = place("https://files.slack.com/upload/v1/" + SECRET);
    for (Upload.Result result : List.of(
        upload(Reply.unsure("no answer in time")), upload(answer(200, "<html>")), upload(place, answer(500, "no " + SECRET)),
        upload(place, Reply.notSent("ConnectException")), upload(place, answer(200, "OK"), answer(200, "{'ok':false,'error':'file_not_found'}")))) {
      assertThat(result.file()).isNull();
      assertThat(result.forbidden()).isFalse();
      assertThat(result.reason()).isNotEmpty().doesNotContain(SECRET);
    }
  }
}
