package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.channel.slack.Membership;
import dev.signalbox.channel.slack.MembershipStore.Claimed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JdbcMembershipsTest {

  private static final Duration LEASE = Duration.ofMinutes(2);

  private final StoreFixture store = new StoreFixture();
  private final JdbcMemberships memberships = new JdbcMemberships(store.jdbc, store.clock);

  private static Membership of(String... members) {
    return new Membership("S1", List.of("infrastructure"), new TreeSet<>(Set.of(members)), members.length == 0 ? "nobody" : null);
  }

  private void expect(String... members) {
    store.clock.tick(Duration.ofSeconds(1));
    memberships.expect(List.of(of(members)), store.clock.instant());
  }

  private List<Claimed> claim() {
    return memberships.claim(LEASE);
  }

  private void apply(String... members) {
    expect(members);
    claim().forEach(memberships::applied);
  }

  @Test
  void a_change_is_due_once_and_nothing_else_is_ever() {
    expect("U1");
    Claimed first = claim().get(0);
    assertThat(first.members()).containsExactly("U1");
    assertThat(claim()).as("claimed").isEmpty();
    memberships.applied(first);
    expect("U1");
    assertThat(claim()).isEmpty();

    expect("U2");
    assertThat(claim()).hasSize(1);
  }

  @Test
  void of_many_hubs_one_tells_it() throws Exception {
    expect("U1");
    ExecutorService hubs = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> looks = IntStream.range(0, 40).<Callable<Integer>>mapToObj(i -> () -> {
        memberships.expect(List.of(of("U1")), store.clock.instant());
        return claim().size();
      }).toList();
      int claims = 0;
      for (var look : hubs.invokeAll(looks)) {
        claims += look.get();
      }
      assertThat(claims).isOne();
    } finally {
      hubs.shutdownNow();
    }
  }

  @Test
  void a_hub_whose_clock_is_behind_does_not_bring_back_who_has_left() {
    expect("U2");
    memberships.expect(List.of(of("U1")), store.clock.instant().minusMillis(5));

    assertThat(claim().get(0).members()).containsExactly("U2");
  }

  @Test
  void who_changes_while_slack_is_told_is_told_next_and_not_at_the_same_time() {
    expect("U1");
    Claimed first = claim().get(0);
    expect("U2");
    assertThat(claim()).as("the first may still be on its way").isEmpty();
    memberships.applied(first);

    assertThat(claim().get(0).members()).containsExactly("U2");
  }

  @Test
  void whoever_dies_with_it_gives_it_back_and_is_heard_no_more() {
    expect("U1");
    Claimed dead = claim().get(0);
    store.clock.tick(LEASE.plusSeconds(1));
    Claimed next = claim().get(0);
    memberships.applied(dead);
    assertThat(memberships.standing().get(0).applied()).as("void").isNull();
    memberships.applied(next);

    assertThat(memberships.standing().get(0).applied()).containsExactly("U1");
  }

  @Test
  void what_failed_is_due_after_its_wait_and_an_alarm_after_three_times() {
    expect("U1");
    for (int i = 1; i <= 3; i++) {
      Claimed claimed = claim().get(0);
      assertThat(claimed.failures()).isEqualTo(i - 1);
      memberships.failed(claimed, "Slack: permission_denied", Duration.ofSeconds(10));
      assertThat(claim()).isEmpty();
      store.clock.tick(Duration.ofSeconds(10));
    }
    assertThat(selfCheck()).containsExactly("user group S1: It does not follow the schedule infrastructure: Slack: permission_denied");

    memberships.applied(claim().get(0));
    assertThat(selfCheck()).isEmpty();
    assertThat(memberships.standing().get(0).error()).isNull();
  }

  private List<String> selfCheck() {
    return store.jdbc.query("select subject, problem from self_check order by subject", (rs, n) -> rs.getString(1) + ": " + rs.getString(2));
  }

  @Test
  void after_a_failure_nobody_knows_who_is_in_it_so_that_even_the_last_are_told_again() {
    apply("U1");
    expect("U2");
    memberships.failed(claim().get(0), "no answer", Duration.ofSeconds(10));
    expect("U1");

    assertThat(claim().get(0).members()).containsExactly("U1");
  }

  @Test
  void who_comes_back_before_slack_was_told_need_not_be_told() {
    apply("U1");
    expect("U2");
    expect("U1");

    assertThat(claim()).isEmpty();
  }

  @Test
  void with_nobody_on_call_it_is_left_as_it_is_until_somebody_else_is() {
    apply("U1");
    expect();
    assertThat(claim()).isEmpty();
    assertThat(memberships.standing().get(0)).satisfies(one -> {
      assertThat(one.applied()).containsExactly("U1");
      assertThat(one.note()).isEqualTo("nobody");
    });
    expect("U1");
    assertThat(claim()).as("as Slack has it").isEmpty();
    expect("U2");
    assertThat(claim()).hasSize(1);
  }

  @Test
  void what_no_schedule_names_any_more_is_forgotten_but_not_while_another_hub_may_have_read_newer_files() {
    apply("U1");
    memberships.expect(List.of(), store.clock.instant().plusSeconds(60));
    assertThat(memberships.standing()).hasSize(1);
    memberships.expect(List.of(), store.clock.instant().plus(Duration.ofMinutes(11)));

    assertThat(memberships.standing()).isEmpty();
  }
}
