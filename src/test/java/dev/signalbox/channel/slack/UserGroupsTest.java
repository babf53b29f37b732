package dev.signalbox.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.Secret;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Rota;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserGroupsTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T12:00:00Z");
  private static final String PEOPLE = """
      people:
        anna: {slackId: U012AANNA}
        ben: {slackId: U012ABEN}
        kim: {mail: kim@example.com}
      """;
  private static final String SCHEDULE = """
      schedule: %s
      timezone: UTC
      slack_user_group: %s
      layers:
        - name: week
          rotation: {type: daily, start: 2026-03-02T00:00, participants: %s}
          restrictions: [{days: [monday, tuesday, wednesday], start: "08:00", end: "18:00"}]
      """;

  @TempDir Path folder;

  private Rota rota(String... schedules) throws Exception {
    Files.writeString(folder.resolve("people.yaml"), PEOPLE);
    Files.writeString(folder.resolve("schedules.yaml"), String.join("---\n", schedules));
    return OnCallPlan.ofFolder(folder).rota();
  }

  private static String schedule(String name, String group, String participants) {
    return SCHEDULE.formatted(name, group, participants);
  }

  @Test
  void whoever_is_on_call_is_in_the_group_of_the_schedule() throws Exception {
    Rota rota = rota(schedule("db", "S0DB", "[anna, [anna, ben]]"), schedule("web", "S0WEB", "[ben]"));

    assertThat(Membership.of(rota, MONDAY)).extracting(one -> one.group() + " " + one.members())
        .containsExactly("S0DB [U012AANNA]", "S0WEB [U012ABEN]");
    assertThat(Membership.of(rota, MONDAY.plus(Duration.ofDays(1))).get(0).members()).containsExactly("U012AANNA", "U012ABEN");
  }

  @Test
  void schedules_that_name_the_same_group_share_it() throws Exception {
    assertThat(Membership.of(rota(schedule("db", "S0ALL", "[anna]"), schedule("web", "S0ALL", "[ben]")), MONDAY))
        .singleElement().satisfies(one -> {
          assertThat(one.members()).containsExactly("U012AANNA", "U012ABEN");
          assertThat(one.schedules()).containsExactly("db", "web");
        });
  }

  @Test
  void whom_slack_does_not_know_is_named_and_nobody_leaves_it_as_it_is() throws Exception {
    Rota rota = rota(schedule("db", "S0DB", "[[anna, kim], kim]"));

    assertThat(Membership.of(rota, MONDAY).get(0).note()).isEqualTo("no slackId in people.yaml: kim");
    assertThat(Membership.of(rota, MONDAY.plus(Duration.ofDays(1))).get(0)).satisfies(one -> {
      assertThat(one.members()).isEmpty();
      assertThat(one.note()).isEqualTo("it is left as it is, since there is no slackId in people.yaml: kim");
    });
    assertThat(Membership.of(rota, MONDAY.plus(Duration.ofHours(10))).get(0).note())
        .isEqualTo("it is left as it is, since nobody is on call");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'@ops-on-call'", "ops", "C0123456", "S1 S2", "s0123", "[S1]"})
  void what_is_no_id_of_a_group_is_refused_with_its_line(String group) {
    assertThatThrownBy(() -> rota(schedule("db", group, "[anna]"))).hasMessageContaining("schedules.yaml:3").hasMessageContaining("slack_user_group");
  }

  /** A store of one group that is due for ever. */
  private static final class OneGroup implements MembershipStore {
    private final List<String> story = new ArrayList<>();
    private int failures;

    @Override
    public void expect(List<Membership> memberships, Instant at) {}

    @Override
    public List<Claimed> claim(Duration lease) {
      return List.of(new Claimed("S0DB", new TreeSet<>(List.of("U012AANNA", "U012ABEN")), failures, new UUID(0, 1)));
    }

    @Override
    public void applied(Claimed claimed) {
      story.add("applied");
    }

    @Override
    public void failed(Claimed claimed, String reason, Duration wait) {
      failures++;
      story.add(wait.toSeconds() + " s: " + reason);
    }

    @Override
    public List<Standing> standing() {
      return List.of();
    }
  }

  private final OneGroup store = new OneGroup();
  private final List<Request> requests = new ArrayList<>();

  private String look(Reply reply) {
    UserGroups groups = new UserGroups(new SlackSettings(null, new Secret("xoxb-1-2-secret"), null), store, step -> ended(step, reply));
    groups.look(new Rota(Map.of(), List.of()), MONDAY);
    return store.story.get(store.story.size() - 1);
  }

  private Outcome ended(Step step, Reply reply) {
    return step.fold(ask -> {
      requests.add(ask.request());
      return ended(ask.then().apply(reply), reply);
    }, Step.Done::outcome);
  }

  private static Reply answer(String json) {
    return Reply.answered(200, Map.of(), json);
  }

  @Test
  void the_whole_list_is_one_request() {
    assertThat(look(answer("{\"ok\":true,\"usergroup\":{}}"))).isEqualTo("applied");
    assertThat(requests).singleElement().satisfies(request -> {
      assertThat(request.method() + request.path()).isEqualTo("POST/usergroups.users.update");
      assertThat(Json.read((String) request.body()).orElseThrow())
          .hasToString("{\"usergroup\":\"S0DB\",\"users\":\"U012AANNA,U012ABEN\"}");
    });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "no_such_subteam | Slack: no_such_subteam, there is no group of that id",
    "permission_denied | Slack: permission_denied, the workspace's settings do not let this app change user groups",
    "invalid_users | Slack: invalid_users, a slackId of people.yaml is nobody's in this workspace",
    "plan_upgrade_required | Slack: plan_upgrade_required", "fatal_error | Slack: fatal_error", "invalid_auth | Slack: invalid_auth",
  })
  void what_slack_says_instead_is_kept_for_people(String error, String reason) {
    assertThat(look(answer("{\"ok\":false,\"error\":\"%s\"}".formatted(error)))).isEqualTo("10 s: " + reason);
  }

  @Test
  void a_missing_scope_is_named() {
    assertThat(look(answer("{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"usergroups:write\"}")))
        .isEqualTo("10 s: Slack: missing_scope, needed: usergroups:write");
  }

  @Test
  void pauses_grow_to_ten_minutes_and_slack_may_ask_for_more() {
    for (int i = 0; i < 8; i++) {
      look(Reply.answered(503, Map.of(), ""));
    }
    assertThat(store.story).extracting(line -> line.replaceAll(" s:.*", ""))
        .containsExactly("10", "20", "40", "80", "160", "320", "600", "600");
    assertThat(look(Reply.answered(429, Map.of("Retry-After", "900"), ""))).startsWith("900 s: ");
    assertThat(look(Reply.answered(200, Map.of(), "<html>"))).contains("not the JSON");
  }

  @Test
  void without_a_bot_it_says_so_and_asks_nothing() {
    UserGroups groups = new UserGroups(new SlackSettings(null, null, null), store, step -> { throw new AssertionError("asked"); });
    groups.look(new Rota(Map.of(), List.of()), MONDAY);

    assertThat(store.story).containsExactly("10 s: a user group is set by a bot, but signalbox.slack.token is not set");
  }
}
