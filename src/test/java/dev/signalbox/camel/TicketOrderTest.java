package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.jira.JiraChannel;
import dev.signalbox.channel.jira.JiraSettings;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.RetryPolicy;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import dev.signalbox.store.StoreFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TicketOrderTest {

  private static final OnCallPlan PLAN = OnCallPlan.ofFolder(Path.of("routes/on-call"));

  private final StoreFixture store = new StoreFixture();
  private final Channel jira = new JiraChannel(new JiraSettings("https://jira.example.com", null, null, new Secret("t"), "OPS", null, null, null));
  private final TicketOrder order = order(Optional.of(jira));
  private final Incident incident = store.opened("db-1", "slack", "ops");

  private TicketOrder order(Optional<Channel> system) {
    return new TicketOrder(system, store.deliveries, store.outbox, () -> PLAN, store.transaction, store.clock);
  }

  private Delivery claimed() {
    return store.outbox.claim("jira", 10, Duration.ofSeconds(30)).get(0);
  }

  private void settle(Outcome outcome) {
    RetryPolicy retry = new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30));
    store.outbox.settle(List.of(retry.judge(claimed(), outcome, store.clock.instant(), new Random(1))));
  }

  @Test
  void one_is_owed_as_if_it_had_been_from_the_beginning() {
    assertThat(order.open(incident)).isEqualTo("a ticket is being opened in jira");

    Delivery owed = claimed();
    assertThat(owed.kind()).isEqualTo(ChangeKind.OPENED);
    assertThat(owed.reason()).isEqualTo(Reason.BY_HAND);
    assertThat(owed.at()).isEqualTo(incident.openedAt());
  }

  @Test
  void pressed_again_it_says_how_far_the_first_one_is() {
    order.open(incident);
    assertThat(order.open(incident)).isEqualTo("nothing: the ticket in jira is on its way");

    settle(new Outcome.Delivered("OPS-1", "https://jira.example.com/browse/OPS-1", null));
    assertThat(order.open(incident)).isEqualTo("nothing: there is a ticket, OPS-1 https://jira.example.com/browse/OPS-1");
    assertThat(store.story(incident)).isEqualTo("opened pending, opened sent");
  }

  @Test
  void one_that_was_refused_is_told_with_its_reason_and_not_ordered_again() {
    order.open(incident);
    settle(new Outcome.Refused("HTTP 400: project is required"));

    assertThat(order.open(incident)).isEqualTo("nothing: the ticket in jira is not there: HTTP 400: project is required");
  }

  @Test
  void two_at_the_same_moment_are_one_ticket() {
    List<CompletableFuture<String>> presses = List.of(
        CompletableFuture.supplyAsync(() -> order.open(incident)), CompletableFuture.supplyAsync(() -> order.open(incident)));
    presses.forEach(CompletableFuture::join);

    assertThat(store.outbox.claim("jira", 10, Duration.ofSeconds(30))).hasSize(1);
  }

  @Test
  void what_is_over_when_the_button_is_pressed_gets_none() {
    store.incidents.resolve(incident.id(), "mira", null);

    assertThat(order.open(incident)).isEqualTo("nothing: the incident is over");
    assertThat(store.outbox.claim("jira", 10, Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void without_a_ticket_system_it_says_so() {
    assertThat(order(Optional.empty()).open(incident)).isEqualTo("nothing: no ticket system is configured");
    Channel bare = new JiraChannel(new JiraSettings(null, null, null, null, null, null, null, null));
    assertThat(order(Optional.of(bare)).open(incident)).isEqualTo("nothing: no ticket system is configured");
  }
}
