package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.camel.Fallback.Place;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.mail.MailChannel;
import dev.signalbox.channel.mail.MailSettings;
import dev.signalbox.channel.pagerduty.PagerDutyChannel;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import dev.signalbox.channel.slack.SlackChannel;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.Secret;
import dev.signalbox.delivery.ChannelLog;
import dev.signalbox.delivery.StandIns;
import dev.signalbox.incident.Severity;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FallbackTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration THREE_MINUTES = Duration.ofMinutes(3);
  private static final Person ANNA = person("anna", "anna@example.com", "U0ANNA", List.of("slack", "mail"), Map.of("critical", List.of("slack", "pagerduty", "mail")));
  private static final Person BORIS = person("boris", "boris@example.com", "U0BORIS", List.of("mail"), Map.of());

  private final Ledger ledger = new Ledger();
  private final Map<String, ChannelLog.Standing> standings = new HashMap<>();
  private final Map<String, Channel> channels = new LinkedHashMap<>(Map.of(
      "slack", new SlackChannel(new SlackSettings(new Secret("xoxb-1"), null, null)),
      "mail", new MailChannel(new MailSettings("mail.example.com", 25, null, null, "signalbox@example.com", false)),
      "pagerduty", new PagerDutyChannel(new PagerDutySettings(new Secret("0123456789abcdef0123456789abcdef"), null, null, null))));
  private List<Place> configured = List.of();

  private static Person person(String name, String mail, String slack, List<String> channels, Map<String, List<String>> bySeverity) {
    return new Person(name, null, mail, slack, null, null, null, null, null, channels, bySeverity);
  }

  private boolean look() {
    Rota rota = new Rota(Map.of("anna", ANNA, "boris", BORIS), List.of());
    return new Fallback(ledger, new Log(), channels, () -> rota, THREE_MINUTES, configured).look();
  }

  private void stranded(String channel, String address, Severity severity, String context) {
    ledger.stranded.add(new StandIns.Stranded(UUID.randomUUID(), channel, address, severity, context, "HTTP 503"));
  }

  private void down(String channel) {
    standings.put(channel, new ChannelLog.Standing(true, true, 3, Map.of()));
  }

  private void wrong(String channel, String address) {
    standings.put(channel, new ChannelLog.Standing(true, false, 0, Map.of(address, 1)));
  }

  private static String of(@Nullable Person recipient, Map<String, String> options) {
    OnCall onCall = new OnCall("infrastructure", NOON, List.of(BORIS), List.of(), null, false);
    return Context.write(onCall, options, recipient == null ? null : recipient.name(), null);
  }

  @Test
  void nothing_stranded_is_nothing_owed() {
    assertThat(look()).isFalse();
    assertThat(ledger.asked).as("for three minutes, and what is urgent").isEqualTo("PT3M error");
  }

  @Test
  void what_is_for_one_person_goes_to_the_next_channel_that_this_person_prefers() {
    down("slack");
    stranded("slack", "U0ANNA", Severity.ERROR, of(ANNA, Map.of("fallback", "mail:ops@example.com")));
    assertThat(look()).isTrue();
    assertThat(ledger.owed()).containsExactly("mail anna@example.com: anna by mail instead of Slack (U0ANNA): Slack is down: HTTP 503");
    assertThat(Context.read(ledger.added.get(0).context()).recipient()).as("whose particulars are looked up").isEqualTo("anna");
  }

  @Test
  void preferences_for_a_severity_count() {
    down("slack");
    stranded("slack", "U0ANNA", Severity.CRITICAL, of(ANNA, Map.of()));
    look();
    assertThat(ledger.owed()).singleElement().asString().startsWith("pagerduty : anna by PagerDuty instead of Slack");
  }

  @Test
  void a_channel_that_is_down_itself_is_passed_over() {
    down("slack");
    down("pagerduty");
    stranded("slack", "U0ANNA", Severity.CRITICAL, of(ANNA, Map.of()));
    look();
    assertThat(ledger.owed()).singleElement().asString().startsWith("mail anna@example.com:");
  }

  @Test
  void while_all_are_down_it_waits_and_goes_as_soon_as_one_is_back() {
    List.of("slack", "pagerduty", "mail").forEach(this::down);
    stranded("slack", "U0ANNA", Severity.CRITICAL, of(ANNA, Map.of()));
    assertThat(look()).isFalse();
    assertThat(ledger.hopeless).isEmpty();
    standings.remove("mail");
    assertThat(look()).isTrue();
  }

  @Test
  void what_is_for_nobodys_own_goes_where_the_sink_says() {
    down("slack");
    configured = List.of(new Place("mail", "hub@example.com", null));
    stranded("slack", "ops-alerts", Severity.ERROR, of(null, Map.of("fallback", "mail:ops@example.com")));
    look();
    assertThat(ledger.owed()).containsExactly("mail ops@example.com: ops@example.com by mail instead of Slack (ops-alerts): Slack is down: HTTP 503");
  }

  @Test
  void else_where_the_hub_says_else_to_whoever_is_on_call_else_to_the_last_resort() {
    down("slack");
    stranded("slack", "ops-alerts", Severity.ERROR, of(null, Map.of("fallback", " ")));
    configured = List.of(new Place("mail", "hub@example.com", null), new Place("mail", "last@example.com", null));
    look();
    wrong("mail", "hub@example.com");
    look();
    standings.put("mail", new ChannelLog.Standing(true, false, 0, Map.of("hub@example.com", 1, "boris@example.com", 1)));
    look();
    assertThat(ledger.owed()).extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly("mail hub@example.com", "mail boris@example.com", "mail last@example.com");
  }

  @Test
  void an_address_in_trouble_may_be_stood_in_for_on_the_same_channel() {
    wrong("slack", "ops-typo");
    stranded("slack", "ops-typo", Severity.ERROR, of(null, Map.of("fallback", "slack:ops-backup")));
    stranded("slack", "ops-typo", Severity.ERROR, of(null, Map.of("fallback", "slack:ops-typo")));
    look();
    assertThat(ledger.owed()).containsExactly(
        "slack ops-backup: ops-backup by Slack instead of Slack (ops-typo), which fails: HTTP 503",
        "mail boris@example.com: boris by mail instead of Slack (ops-typo), which fails: HTTP 503");
  }

  @Test
  void what_the_fallback_names_must_exist_and_be_configured() {
    down("slack");
    channels.put("pagerduty", new PagerDutyChannel(new PagerDutySettings(null, null, null, null)));
    stranded("slack", "ops", Severity.ERROR, of(null, Map.of("fallback", "pigeon:roof")));
    stranded("slack", "ops", Severity.ERROR, of(null, Map.of("fallback", "pagerduty")));
    look();
    assertThat(ledger.owed()).allMatch(line -> line.startsWith("mail boris@example.com:")).hasSize(2);
  }

  @Test
  void where_there_is_nobody_at_all_that_is_said_once_and_not_looked_for_again() {
    down("slack");
    stranded("slack", "ops", Severity.ERROR, Context.write(null, Map.of(), null, null));
    stranded("slack", "ops", Severity.ERROR, Context.write(null, Map.of("fallback", "slack:backup"), null, null));
    stranded("slack", "ops", Severity.ERROR, "{broken");
    assertThat(look()).isFalse();
    assertThat(ledger.hopeless).containsExactlyElementsOf(ledger.stranded.stream().map(StandIns.Stranded::delivery).toList());
  }

  @Test
  void an_earlier_remark_is_kept() {
    down("slack");
    stranded("slack", "U0ANNA", Severity.ERROR, Context.write(null, Map.of(), "anna", "anna: nobody is scheduled"));
    look();
    assertThat(ledger.owed()).singleElement().asString().endsWith("HTTP 503; anna: nobody is scheduled");
  }

  private final class Log implements ChannelLog {
    @Override
    public void works(String channel, @Nullable String address) {}

    @Override
    public void throttled(String channel, @Nullable String address, String reason, Instant until) {}

    @Override
    public void failing(String channel, @Nullable String address, String reason, Instant until) {}

    @Override
    public void misconfigured(String channel, @Nullable String address, String reason, Instant until) {}

    @Override
    public Standing standing(String channel) {
      return standings.getOrDefault(channel, Standing.WELL);
    }
  }

  private static final class Ledger implements StandIns {
    private final List<Stranded> stranded = new ArrayList<>();
    private final List<StandIn> added = new ArrayList<>();
    private final List<UUID> hopeless = new ArrayList<>();
    private String asked = "";

    List<String> owed() {
      return added.stream().map(one -> one.channel() + " " + one.address() + ": " + Context.read(one.context()).remark()).toList();
    }

    @Override
    public List<Stranded> stranded(Duration downFor, Severity least, int limit) {
      asked = downFor + " " + least.label();
      return stranded;
    }

    @Override
    public void add(Collection<StandIn> standIns) {
      added.addAll(standIns);
    }

    @Override
    public void hopeless(Collection<UUID> deliveries) {
      hopeless.addAll(deliveries);
    }
  }
}
