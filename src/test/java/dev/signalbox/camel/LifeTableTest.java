package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.Deliveries;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Settlement;
import dev.signalbox.incident.Incident;
import dev.signalbox.store.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every state of an incident times everything that can happen to it. Each line says how the incident stands then (with its
 * escalation: {@code L1} runs, {@code L1-} rests), and what is owed for it.
 */
class LifeTableTest {

  private static final StoreFixture STORE = StoreFixture.onOneConnection();
  private static final Map<String, Consumer<Life>> STATES = new LinkedHashMap<>();
  private static final Map<String, Consumer<Life>> EVENTS = new LinkedHashMap<>();

  static {
    STATES.put("none", life -> life.poll());
    STATES.put("open", LifeTableTest::open);
    STATES.put("acknowledged", life -> {
      open(life);
      life.incidents.acknowledge(id(life), "anna", null);
    });
    STATES.put("snoozed", life -> {
      open(life);
      life.incidents.snooze(id(life), "anna", life.now().plus(Duration.ofHours(1)), null);
    });
    STATES.put("held untold", life -> {
      life.silenced.add("a");
      open(life);
    });
    STATES.put("held after told", life -> {
      open(life);
      life.silenced.add("a");
      life.poll();
    });
    STATES.put("flapping", life -> {
      for (int i = 0; i < 3; i++) {
        open(life);
        life.rows.clear();
        life.poll();
        send(life);
      }
      open(life);
    });
    STATES.put("resolved by hand", life -> {
      open(life);
      life.incidents.resolve(id(life), "anna", null);
    });
    STATES.put("in an outage", life -> {
      life.poll();
      life.rows.putAll(Map.of("a", "error", "b", "error", "c", "error"));
      life.poll();
    });
    STATES.put("escalated", life -> {
      open(life);
      life.store.clock.tick(Duration.ofMinutes(15));
      life.sweep();
    });

    EVENTS.put("row", life -> {
      life.rows.putIfAbsent("a", "error");
      life.poll();
    });
    EVENTS.put("row worse", life -> {
      life.rows.put("a", "critical");
      life.poll();
    });
    EVENTS.put("row gone", life -> {
      life.rows.remove("a");
      life.poll();
    });
    EVENTS.put("row says over", life -> {
      life.rows.put("a", "over");
      life.poll();
    });
    EVENTS.put("failed poll", life -> {
      life.rows.remove("a");
      life.failedPoll();
    });
    EVENTS.put("acknowledge", life -> life.incidents.acknowledge(id(life), "bob", null));
    EVENTS.put("unacknowledge", life -> life.incidents.unacknowledge(id(life), "bob", null));
    EVENTS.put("snooze", life -> life.incidents.snooze(id(life), "bob", life.now().plus(Duration.ofHours(1)), null));
    EVENTS.put("resolve", life -> life.incidents.resolve(id(life), "bob", null));
    EVENTS.put("hold begins", life -> {
      life.silenced.add("a");
      life.rows.putIfAbsent("a", "error");
      life.poll();
    });
    EVENTS.put("hold ends", life -> {
      life.silenced.clear();
      life.rows.putIfAbsent("a", "error");
      life.poll();
    });
    EVENTS.put("escalation due", life -> {
      life.store.clock.tick(Duration.ofMinutes(15));
      life.sweep();
    });
    EVENTS.put("two hours", life -> {
      life.store.clock.tick(Duration.ofHours(2));
      life.sweep();
    });
    EVENTS.put("restart", life -> {
      life.restart();
      life.sweep();
      life.poll();
    });
    EVENTS.put("ticket closed", life -> life.incidents.contradict(id(life), "jira", "bob", "closed by bob"));
  }

  private static void open(Life life) {
    life.poll();
    life.rows.put("a", "error");
    life.poll();
    send(life);
  }

  private static UUID id(Life life) {
    return life.latest("a").map(Incident::id).orElse(new UUID(0, 0));
  }

  /** Whatever is owed is sent. */
  private static void send(Life life) {
    for (int i = 0; i < 10; i++) {
      List<Settlement> sent = new ArrayList<>();
      for (String channel : List.of("slack", "jira", "mail")) {
        for (Delivery one : life.store.outbox.claim(channel, 100, Duration.ofSeconds(30))) {
          sent.add(new Settlement(one, Settlement.SENT, life.now(), null, false, "ref", null));
        }
      }
      if (sent.isEmpty()) {
        return;
      }
      life.store.outbox.settle(sent);
    }
  }

  private static String after(Life life, List<UUID> told) {
    Optional<Incident> found = life.latest("a");
    if (found.isEmpty()) {
      return "none";
    }
    Incident incident = found.get();
    List<String> words = new ArrayList<>();
    words.add(incident.status().label());
    if (incident.held() != null) {
      words.add("held");
    }
    if (!incident.over() && incident.toldAt() == null) {
      words.add("untold");
    }
    if (incident.snoozedUntil() != null && incident.snoozedUntil().isAfter(life.now())) {
      words.add("snoozed");
    }
    if (life.store.jdbc.queryForObject("select flapping_since is not null from incident where id = ?", Boolean.class, incident.id())) {
      words.add("flapping");
    }
    life.timers().find(incident.id())
        .ifPresent(timer -> words.add("L" + timer.rung().level() + (timer.pausedAt() == null ? "" : "-")));
    String news = life.store.deliveries.of(incident.id()).stream()
        .filter(view -> !told.contains(view.id()))
        .collect(Collectors.groupingBy(Deliveries.View::kind, LinkedHashMap::new,
            Collectors.mapping(view -> view.channel().equals("mail") ? view.address() : view.channel(), Collectors.toList())))
        .entrySet().stream()
        .map(entry -> entry.getKey() + " to " + entry.getValue().stream().sorted().collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
    return String.join(" ", words) + (news.isEmpty() ? "" : ": " + news);
  }

  private static String table() {
    StringBuilder table = new StringBuilder();
    for (Map.Entry<String, Consumer<Life>> state : STATES.entrySet()) {
      table.append(state.getKey()).append('\n');
      for (Map.Entry<String, Consumer<Life>> event : EVENTS.entrySet()) {
        Life life = new Life(STORE, (state.getKey() + " " + event.getKey()).replace(' ', '-'));
        state.getValue().accept(life);
        send(life);
        List<UUID> told = life.latest("a").stream()
            .flatMap(one -> STORE.deliveries.of(one.id()).stream()).map(Deliveries.View::id).toList();
        event.getValue().accept(life);
        table.append("  %-15s %s%n".formatted(event.getKey(), after(life, told)));
        life.silenced.clear();
        life.rows.clear();
        life.incidents.resolve(id(life), "test", null);
        send(life);
      }
    }
    return table.toString();
  }

  @Test
  void every_event_in_every_state() {
    assertThat(table()).isEqualTo(EXPECTED);
  }

  private static final String EXPECTED = """
      none
        row             open L1: opened to anna, jira, slack
        row worse       open L1: opened to anna, jira, slack
        row gone        none
        row says over   open L1: opened to anna, jira, slack
        failed poll     none
        acknowledge     none
        unacknowledge   none
        snooze          none
        resolve         none
        hold begins     open held untold
        hold ends       open L1: opened to anna, jira, slack
        escalation due  none
        two hours       none
        restart         none
        ticket closed   none
      open
        row             open L1
        row worse       open L1: worsened to anna, slack
        row gone        resolved: resolved to anna, jira, slack
        row says over   resolved: resolved to anna, jira, slack
        failed poll     open L1
        acknowledge     acknowledged L1-: acknowledged to jira, slack
        unacknowledge   open L1
        snooze          open snoozed L1-
        resolve         resolved: resolved to anna, jira, slack
        hold begins     open held L1-
        hold ends       open L1
        escalation due  open L2: escalated to anna, jira, slack; opened to sam
        two hours       open L2: escalated to anna, jira, slack; opened to sam
        restart         open L1
        ticket closed   open L1: reopened to jira
      acknowledged
        row             acknowledged L1-
        row worse       acknowledged L1-: worsened to anna, slack
        row gone        resolved: resolved to anna, jira, slack
        row says over   resolved: resolved to anna, jira, slack
        failed poll     acknowledged L1-
        acknowledge     acknowledged L1-
        unacknowledge   open L1: unacknowledged to jira, slack
        snooze          acknowledged snoozed L1-
        resolve         resolved: resolved to anna, jira, slack
        hold begins     acknowledged held L1-
        hold ends       acknowledged L1-
        escalation due  acknowledged L1-
        two hours       open L1: unacknowledged to jira, slack
        restart         acknowledged L1-
        ticket closed   acknowledged L1-: reopened to jira
      snoozed
        row             open snoozed L1-
        row worse       open snoozed L1-: worsened to anna, slack
        row gone        resolved snoozed: resolved to anna, jira, slack
        row says over   resolved snoozed: resolved to anna, jira, slack
        failed poll     open snoozed L1-
        acknowledge     acknowledged snoozed L1-: acknowledged to jira, slack
        unacknowledge   open snoozed L1-
        snooze          open snoozed L1-
        resolve         resolved snoozed: resolved to anna, jira, slack
        hold begins     open held snoozed L1-
        hold ends       open snoozed L1-
        escalation due  open snoozed L1-
        two hours       open L2: escalated to anna, jira, slack; opened to sam
        restart         open snoozed L1-
        ticket closed   open snoozed L1-: reopened to jira
      held untold
        row             open held untold
        row worse       open held untold
        row gone        resolved
        row says over   resolved
        failed poll     open held untold
        acknowledge     acknowledged held untold
        unacknowledge   open held untold
        snooze          open held untold snoozed
        resolve         resolved
        hold begins     open held untold
        hold ends       open L1: opened to anna, jira, slack
        escalation due  open held untold
        two hours       open held untold
        restart         open held untold
        ticket closed   open held untold
      held after told
        row             open held L1-
        row worse       open held L1-
        row gone        resolved: resolved to anna, jira, slack
        row says over   resolved: resolved to anna, jira, slack
        failed poll     open held L1-
        acknowledge     acknowledged held L1-: acknowledged to jira, slack
        unacknowledge   open held L1-
        snooze          open held snoozed L1-
        resolve         resolved: resolved to anna, jira, slack
        hold begins     open held L1-
        hold ends       open L1
        escalation due  open held L1-
        two hours       open held L1-
        restart         open held L1-
        ticket closed   open held L1-: reopened to jira
      flapping
        row             open flapping L1
        row worse       open flapping L1: worsened to anna, slack
        row gone        open flapping L1-
        row says over   open flapping L1-
        failed poll     open flapping L1
        acknowledge     acknowledged flapping L1-: acknowledged to jira, slack
        unacknowledge   open flapping L1
        snooze          open snoozed flapping L1-
        resolve         resolved flapping: resolved to anna, jira, slack
        hold begins     open held flapping L1-
        hold ends       open flapping L1
        escalation due  open flapping L2: escalated to anna, jira, slack; opened to sam
        two hours       open flapping L2: escalated to anna, jira, slack; opened to sam
        restart         open flapping L1
        ticket closed   open flapping L1: reopened to jira
      resolved by hand
        row             resolved
        row worse       resolved
        row gone        resolved
        row says over   resolved
        failed poll     resolved
        acknowledge     resolved
        unacknowledge   resolved
        snooze          resolved
        resolve         resolved
        hold begins     resolved
        hold ends       resolved
        escalation due  resolved
        two hours       resolved
        restart         resolved
        ticket closed   resolved
      in an outage
        row             open held untold
        row worse       open held untold
        row gone        resolved
        row says over   resolved
        failed poll     open held untold
        acknowledge     acknowledged held untold
        unacknowledge   open held untold
        snooze          open held untold snoozed
        resolve         resolved
        hold begins     open held untold
        hold ends       open held untold
        escalation due  open held untold
        two hours       open held untold
        restart         open held untold
        ticket closed   open held untold
      escalated
        row             open L2
        row worse       open L2: worsened to anna, slack
        row gone        resolved: resolved to anna, jira, sam, slack
        row says over   resolved: resolved to anna, jira, sam, slack
        failed poll     open L2
        acknowledge     acknowledged L2-: acknowledged to jira, slack
        unacknowledge   open L2
        snooze          open snoozed L2-
        resolve         resolved: resolved to anna, jira, sam, slack
        hold begins     open held L2-
        hold ends       open L2
        escalation due  open L2
        two hours       open L2
        restart         open L2
        ticket closed   open L2: reopened to jira
      """;
}
