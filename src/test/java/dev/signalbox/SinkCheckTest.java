package dev.signalbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.camel.Fallback.Place;
import dev.signalbox.camel.routes.SinkScan;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.mail.MailChannel;
import dev.signalbox.channel.mail.MailSettings;
import dev.signalbox.channel.pagerduty.PagerDutyChannel;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import dev.signalbox.channel.slack.SlackChannel;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.document.Findings;
import dev.signalbox.ticket.TicketMappings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkCheckTest {

  private static final Secret KEY = new Secret("0123456789abcdef0123456789abcdef");
  private static final PagerDutySettings PAGERDUTY = new PagerDutySettings(KEY, Map.of("payments", KEY), null, null);
  private static final TicketMappings JIRA =
      TicketMappings.read("tickets/jira.yaml", "default: {project: OPS}\npayments: {project: PAY}\n", new Findings()).orElseThrow();
  private static final Map<String, Channel> CHANNELS = new TreeMap<>(Map.of(
      "pagerduty", new PagerDutyChannel(PAGERDUTY),
      "mail", new MailChannel(new MailSettings(null, 25, null, null, "signalbox@example.com", false)),
      "slack", new SlackChannel(new SlackSettings(null, new Secret("xoxb-1"), null))));
  private final SinkCheck check = new SinkCheck(CHANNELS, PAGERDUTY, name -> Optional.of(JIRA));

  private List<String> problems(String channel, String parameter, String value) {
    return check.problems(new SinkScan.Use(channel + "-sink", "rules/outage.camel.yaml", 14, channel, Set.of(), Map.of(parameter, value)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "pagerduty | service  | payment    | the service 'payment' has no routing key (did you mean 'payments'?); set signalbox.pagerduty.routing-keys.payment, or leave service out for the hub's own key",
    "jira      | mapping  | paymnts    | there is no mapping 'paymnts' in tickets/jira.yaml (did you mean 'payments'?); write it there, or leave mapping out for 'default'",
  })
  void a_name_that_leads_nowhere_is_said_with_its_place_and_the_remedy(String channel, String parameter, String value, String words) {
    assertThat(problems(channel, parameter, value)).containsExactly("rules/outage.camel.yaml:14: " + words);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "slak:ops           | names the channel 'slak', which does not exist (did you mean 'slack'?); there are [mail, pagerduty, slack], with an address as in mail:ops@example.com",
    "webhook-desk       | names the channel 'webhook-desk', which does not exist; there are [mail, pagerduty, slack], with an address as in mail:ops@example.com",
    "slack              | says not where on slack; for example mail:ops@example.com or slack:ops-backup",
    "pagerduty:billing  | names the service 'billing' of PagerDuty, which has no routing key; set signalbox.pagerduty.routing-keys.billing",
    "mail:ops@example.com | leads to mail, but signalbox.mail.host is not set",
  })
  void a_fallback_that_leads_nowhere_is_said_as_well(String fallback, String words) {
    assertThat(problems("slack", "fallback", fallback)).containsExactly("rules/outage.camel.yaml:14: fallback " + words);
    assertThat(check.fallback("signalbox.delivery.fallback", Place.of(fallback))).containsExactly("signalbox.delivery.fallback " + words);
  }

  @ParameterizedTest
  @CsvSource({"pagerduty, service, payments", "pagerduty, service, ''", "jira, mapping, payments", "slack, fallback, pagerduty:payments",
    "slack, fallback, slack:backup", "slack, fallback, '${rules.outage.fallback}'", "webhook-desk, service, anything"})
  void what_is_configured_or_not_known_before_is_fine(String channel, String parameter, String value) {
    assertThat(problems(channel, parameter, value)).isEmpty();
  }

  @Test
  void nothing_named_is_nothing_wrong() {
    assertThat(check.problems(new SinkScan.Use("slack-sink", "rules/a.camel.yaml", 1, "slack", Set.of(), Map.of()))).isEmpty();
  }
}
