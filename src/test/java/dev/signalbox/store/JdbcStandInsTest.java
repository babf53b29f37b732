package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Owed;
import dev.signalbox.delivery.RetryPolicy;
import dev.signalbox.delivery.StandIns.StandIn;
import dev.signalbox.delivery.StandIns.Stranded;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcStandInsTest {

  private static final Duration THREE_MINUTES = Duration.ofMinutes(3);
  private final StoreFixture store = new StoreFixture();
  private final JdbcStandIns standIns = new JdbcStandIns(store.jdbc, store.clock);
  private final RetryPolicy retry =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30));
  private Incident incident;

  @BeforeEach
  void slackIsDown() {
    incident = store.opened("db-1", "slack", "ops");
    store.channels.failing("slack", null, "HTTP 503", store.clock.instant().plusSeconds(30));
  }

  private List<Stranded> stranded() {
    return standIns.stranded(THREE_MINUTES, Severity.ERROR, 100);
  }

  private void sent(String channel) {
    Delivery delivery = store.outbox.claim(channel, 1, Duration.ofSeconds(30)).get(0);
    store.outbox.settle(List.of(retry.judge(delivery, Outcome.Delivered.as("ref"), store.clock.instant(), new Random(1))));
  }

  @Test
  void a_notice_is_stranded_once_its_channel_was_down_for_three_minutes() {
    store.clock.tick(THREE_MINUTES.minusSeconds(1));
    assertThat(stranded()).isEmpty();
    store.clock.tick(Duration.ofSeconds(1));
    assertThat(stranded()).singleElement().satisfies(one -> {
      assertThat(one.channel() + " " + one.address()).isEqualTo("slack ops");
      assertThat(one.trouble()).isEqualTo("HTTP 503");
      assertThat(one.severity()).isEqualTo(Severity.ERROR);
    });
    assertThat(standIns.stranded(THREE_MINUTES, Severity.CRITICAL, 100)).as("not urgent enough").isEmpty();
  }

  @Test
  void one_address_that_is_wrong_strands_nothing_of_the_others() {
    store.channels.works("slack", "ops");
    store.channels.misconfigured("slack", "gone", "channel_not_found", store.clock.instant());
    store.opened("db-2", "slack", "gone");
    store.clock.tick(THREE_MINUTES);
    assertThat(stranded()).extracting(Stranded::address).containsExactly("gone");
  }

  @Test
  void another_kind_of_trouble_does_not_start_the_three_minutes_again() {
    store.clock.tick(Duration.ofMinutes(2));
    store.channels.misconfigured("slack", null, "invalid_auth", store.clock.instant());
    store.clock.tick(Duration.ofMinutes(1));
    assertThat(stranded()).hasSize(1);
  }

  @Test
  void it_is_stood_in_for_once_and_stays_owed() {
    store.clock.tick(THREE_MINUTES);
    StandIn standIn = new StandIn(stranded().get(0).delivery(), "mail", "anna@example.com", "{\"options\":{},\"remark\":\"Slack is down\"}");
    standIns.add(List.of(standIn));
    standIns.add(List.of(standIn));
    assertThat(stranded()).isEmpty();
    assertThat(store.story(incident)).isEqualTo("opened pending, opened pending");

    sent("mail");
    store.channels.works("slack", "ops");
    sent("slack");
    assertThat(store.story(incident)).isEqualTo("opened sent, opened sent");
    store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());
    assertThat(store.story(incident)).as("the end goes to both").isEqualTo("opened sent, opened sent, resolved pending, resolved pending");
  }

  @Test
  void what_is_over_before_the_channel_is_back_is_told_where_it_was_told() {
    store.clock.tick(THREE_MINUTES);
    standIns.add(List.of(new StandIn(stranded().get(0).delivery(), "mail", "anna@example.com", "{\"options\":{}}")));
    sent("mail");
    store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());
    assertThat(store.story(incident)).isEqualTo("opened suppressed, opened sent, resolved pending");
    assertThat(store.jdbc.queryForObject("select last_error from delivery where status = 'suppressed'", String.class)).isEqualTo("resolved_before_sent");
  }

  @Test
  void a_stand_in_is_not_stood_in_for() {
    store.clock.tick(THREE_MINUTES);
    standIns.add(List.of(new StandIn(stranded().get(0).delivery(), "mail", "anna@example.com", "{\"options\":{}}")));
    store.channels.failing("mail", null, "SMTP 421", store.clock.instant());
    store.clock.tick(THREE_MINUTES);
    assertThat(stranded()).isEmpty();
  }

  @Test
  void whoever_has_heard_of_it_there_is_told_nothing_more() {
    store.owe(incident, ChangeKind.OPENED, "mail", "anna@example.com");
    store.clock.tick(THREE_MINUTES);
    standIns.add(List.of(new StandIn(stranded().get(0).delivery(), "mail", "anna@example.com", "{\"options\":{}}")));
    assertThat(store.story(incident)).isEqualTo("opened pending, opened pending");
    assertThat(stranded()).isEmpty();
  }

  /** Both places have heard that it was over. */
  @Test
  void what_is_open_again_while_the_channel_is_down_is_stood_in_for_once_more() {
    store.clock.tick(THREE_MINUTES);
    standIns.add(List.of(new StandIn(stranded().get(0).delivery(), "mail", "anna@example.com", "{\"options\":{}}")));
    store.channels.works("slack", "ops");
    sent("mail");
    sent("slack");
    store.clock.tick(THREE_MINUTES);
    store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());
    sent("mail");
    sent("slack");
    store.clock.tick(THREE_MINUTES);
    store.outbox.add(List.of(new Owed(
        new Change(ChangeKind.REOPENED, Reason.CAME_BACK, incident.subject(), store.clock.instant()), "slack", "ops", true, "{}")));
    store.channels.failing("slack", null, "HTTP 503", store.clock.instant().plusSeconds(30));
    store.clock.tick(THREE_MINUTES);

    standIns.add(List.of(new StandIn(stranded().get(0).delivery(), "mail", "anna@example.com", "{\"options\":{}}")));
    assertThat(stranded()).isEmpty();
    assertThat(store.story(incident)).isEqualTo(
        "opened sent, opened sent, resolved sent, resolved sent, reopened pending, reopened pending");
  }

  @Test
  void where_nobody_can_be_told_that_is_remembered() {
    store.clock.tick(THREE_MINUTES);
    standIns.hopeless(List.of(stranded().get(0).delivery()));
    assertThat(stranded()).isEmpty();
  }
}
