package dev.signalbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.channel.Channel;
import dev.signalbox.channel.mail.MailChannel;
import dev.signalbox.channel.mail.MailSettings;
import dev.signalbox.channel.pagerduty.PagerDutyChannel;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import dev.signalbox.channel.slack.SlackChannel;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.escalation.OnCallPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleCheckTest {

  private static final MailSettings MAIL =
      new MailSettings("localhost", 25, null, null, "signalbox@example.com", false);
  private static final MailSettings NO_MAIL = new MailSettings(null, null, null, null, null, null);
  private static final SlackSettings BOT = new SlackSettings(null, new Secret("xoxb-1"), null);
  private static final SlackSettings WEBHOOK =
      new SlackSettings(new Secret("https://hooks.slack.com/services/T/B/x"), null, null);
  private static final PagerDutySettings NO_KEY = new PagerDutySettings(null, null, null, null);
  private static final PagerDutySettings KEY = new PagerDutySettings(new Secret("k"), null, null, null);
  private static final String WHY = "nothing of that is configured and has an id of theirs; see down.camel.yaml";

  @TempDir private Path folder;

  private List<String> problems(
      SlackSettings slack, MailSettings mail, PagerDutySettings pagerDuty, String people) throws IOException {
    Files.writeString(folder.resolve("people.yaml"), "people:\n" + people);
    Files.writeString(folder.resolve("schedules.yaml"), "[]");
    Map<String, Channel> channels = Map.of(
        "slack", new SlackChannel(slack), "mail", new MailChannel(mail), "pagerduty", new PagerDutyChannel(pagerDuty));
    return PeopleCheck.problems("down.camel.yaml", OnCallPlan.ofFolder(folder), channels).stream()
        .map(problem -> problem.replace(folder + "/", "")).toList();
  }

  @Test
  void a_preferred_channel_that_nothing_configures_is_passed_over_for_the_next() throws IOException {
    assertThat(problems(WEBHOOK, MAIL, NO_KEY,
        "  anna: {mail: a@example.com, slackId: U1, channels: [slack, pagerduty, mail]}\n")).isEmpty();
  }

  @Test
  void somebody_of_whose_preference_nothing_works_is_named_with_their_line() throws IOException {
    assertThat(problems(WEBHOOK, MAIL, NO_KEY, """
        anna: {mail: a@example.com, slackId: U1, channels: [slack]}
        ben: {mail: b@example.com, channels: {critical: [pagerduty], error: [pagerduty], default: [mail]}}
        cleo: {mail: c@example.com}
        """.indent(2)))
        .containsExactly(
            "people.yaml:2: 'anna' prefers slack, but " + WHY, "people.yaml:3: 'ben' prefers pagerduty, but " + WHY);
  }

  @Test
  void a_channel_that_does_not_exist_is_named() throws IOException {
    assertThat(problems(BOT, MAIL, KEY, "  anna: {mail: a@example.com, channels: [slakc, mail]}\n")).containsExactly(
        "people.yaml:2: 'anna' prefers 'slakc', but there is no such channel (did you mean 'slack'?); "
            + "there are: mail, pagerduty, slack");
  }

  @Test
  void an_id_that_is_missing_is_as_bad_as_a_setting() throws IOException {
    assertThat(problems(BOT, MAIL, KEY, "  anna: {mail: a@example.com, channels: [slack]}\n"))
        .singleElement().asString().contains("'anna' prefers slack");
  }

  @Test
  void the_hubs_own_pagerduty_is_for_everybody_who_prefers_it() throws IOException {
    assertThat(problems(WEBHOOK, NO_MAIL, KEY, "  anna: {channels: [pagerduty]}\n")).isEmpty();
  }

  @Test
  void where_nobody_can_be_told_at_all_the_settings_are_named() throws IOException {
    assertThat(problems(WEBHOOK, NO_MAIL, NO_KEY, "  anna: {mail: a@example.com, slackId: U1}\n")).containsExactly(
        "down.camel.yaml tells those on call, but no channel that could is configured: "
            + "set signalbox.slack.token, signalbox.mail.host or signalbox.pagerduty.routing-key");
  }
}
