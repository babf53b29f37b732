package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Incident;
import dev.signalbox.store.StoreFixture;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Rows, people, silences, timers, crashes and vendors in any order, and after each step what must hold whatever happened.
 * Each build walks other walks. A failure names the seed of its walk and the last steps; {@code -Dsignalbox.walk.seed=SEED}
 * walks that one again, {@code -Dsignalbox.walks=50} walks fifty times as many.
 */
class LifeWalksTest {

  private static final int STEPS = 250;
  private static final List<String> SERVERS = List.of("a", "b", "c", "d");

  /** O opened, R reopened, C closed, n any other news. Tickets are opened anew where others are reopened. */
  private static final Pattern LANE = Pattern.compile("(O[nR]*(CR[nR]*)*C?)?");

  private static final Pattern TICKETS = Pattern.compile("(O[nR]*(C[OR][nR]*)*C?)?");

  private record Told(UUID incident, String channel, String address, String kind, String reason, String status, boolean inDoubt) {
    String lane() {
      return Vendors.lane(incident, channel, address);
    }

    boolean counts() {
      return status.equals("sent") || status.equals("pending");
    }

    char letter() {
      return switch (kind) {
        case "opened" -> 'O';
        case "reopened" -> 'R';
        case "resolved" -> 'C';
        default -> 'n';
      };
    }
  }

  private Life life = new Life(StoreFixture.onOneConnection(), "walk");
  private Vendors vendors = new Vendors(life.store, new Random());
  private Random random = new Random();
  private final Deque<String> steps = new ArrayDeque<>();
  private Map<UUID, Instant> heldBefore = Map.of();
  private Map<UUID, Long> newsBefore = Map.of();

  @Property(tries = 6, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void whatever_happens(@ForAll long fresh) {
    Long known = Long.getLong("signalbox.walk.seed");
    Random seeds = new Random(fresh);
    for (int i = 0; i < Integer.getInteger("signalbox.walks", 1); i++) {
      walk(known == null ? seeds.nextLong() : known);
    }
  }

  private void walk(long seed) {
    random = new Random(seed);
    life = new Life(StoreFixture.onOneConnection(), "walk");
    vendors = new Vendors(life.store, random);
    steps.clear();
    heldBefore = Map.of();
    newsBefore = Map.of();
    try {
      life.poll();
      for (int i = 0; i < STEPS; i++) {
        steps.add(life.now() + " " + step());
        check();
      }
      settleDown();
    } catch (AssertionError | RuntimeException e) {
      List<String> last = List.copyOf(steps).subList(Math.max(0, steps.size() - 60), steps.size());
      throw new AssertionError("-Dsignalbox.walk.seed=%d, step %d: %s%n%s".formatted(seed, steps.size(), e.getMessage(), String.join("\n", last)), e);
    }
  }

  private String step() {
    String server = SERVERS.get(random.nextInt(SERVERS.size()));
    return switch (random.nextInt(24)) {
      case 0, 1, 2 -> {
        life.rows.put(server, List.of("warning", "error", "critical", "over").get(random.nextInt(4)));
        life.poll();
        yield "poll, " + life.rows;
      }
      case 3, 4, 5 -> {
        life.rows.remove(server);
        life.poll();
        yield "poll, " + life.rows;
      }
      case 6 -> {
        life.poll();
        yield "poll";
      }
      case 7 -> {
        life.failedPoll();
        yield "failed poll";
      }
      case 8 -> {
        if (!life.silenced.remove(server)) {
          life.silenced.add(server);
        }
        life.poll();
        yield "poll, silenced " + life.silenced;
      }
      case 9 -> {
        SERVERS.forEach(one -> life.rows.put(one, "error"));
        life.poll();
        yield "poll, all down";
      }
      case 10, 11 -> {
        Duration time = Duration.ofMinutes(List.of(1, 4, 11, 16, 130, 300).get(random.nextInt(6)));
        life.store.clock.tick(time);
        life.sweep();
        yield time + " later";
      }
      case 12 -> {
        life.restart();
        yield "restart";
      }
      case 13, 14, 15, 16 -> person(server);
      default -> {
        String channel = Vendors.CHANNELS.get(random.nextInt(3));
        life.store.clock.tick(Duration.ofSeconds(random.nextInt(20)));
        yield channel + ":" + vendors.dispatch(channel, false);
      }
    };
  }

  private String person(String server) {
    List<Incident> all = life.incidents.list(null, life.rule.id(), random.nextInt(5) == 0 ? "mass outage" : server, 1, 0);
    if (all.isEmpty()) {
      return "nobody";
    }
    UUID id = all.get(0).id();
    life.store.clock.tick(Duration.ofSeconds(1));
    String deed = switch (random.nextInt(8)) {
      case 0, 1 -> {
        life.incidents.acknowledge(id, "anna", null);
        yield "acknowledges";
      }
      case 2 -> {
        life.incidents.unacknowledge(id, "anna", null);
        yield "unacknowledges";
      }
      case 3 -> {
        life.incidents.snooze(id, "anna", life.now().plus(Duration.ofMinutes(20)), null);
        yield "snoozes";
      }
      case 4 -> {
        life.incidents.resolve(id, "anna", null);
        yield "resolves";
      }
      case 5 -> {
        life.incidents.contradict(id, "jira", "anna", "closed");
        yield "closes the ticket of";
      }
      case 6 -> {
        life.incidents.comment(id, "anna", "hm", null);
        yield "comments";
      }
      default -> {
        life.incidents.assign(id, random.nextBoolean() ? "anna" : "sam", "bob", null, null);
        yield "assigns";
      }
    };
    return "anna " + deed + " " + all.get(0).alert().key();
  }

  private void check() {
    assertThat(count("select count(*) from escalation_timer t join incident i on i.id = t.incident where i.status = 'resolved'"))
        .as("timers of what is over").isZero();
    assertThat(count(
        "select count(*) from (select 1 from incident where gone_at is null group by rule, key, mass having count(*) > 1) twice"))
        .as("spells of one alert").isZero();
    Map<UUID, Incident> incidents = new HashMap<>();
    life.incidents.list(null, life.rule.id(), null, 10_000, 0).forEach(one -> incidents.put(one.id(), one));
    Map<String, StringBuilder> lanes = new TreeMap<>();
    Map<String, Told> last = new HashMap<>();
    Set<String> deadEnds = new HashSet<>();
    Map<UUID, Long> news = new HashMap<>();
    for (Told told : told()) {
      if (told.counts()) {
        lanes.computeIfAbsent(told.lane(), lane -> new StringBuilder()).append(told.letter());
        last.put(told.lane(), told);
      } else if (told.status().equals("dead")) {
        deadEnds.add(told.lane());
      }
      boolean byPoll = !told.reason().equals("still_there")
          && Set.of("opened", "reopened", "repeated", "worsened", "escalated").contains(told.kind());
      news.merge(told.incident(), byPoll ? 1L : 0L, Long::sum);
    }
    lanes.forEach((lane, letters) -> {
      if (!deadEnds.contains(lane)) { // what follows a dead letter is a person's decision
        assertThat(letters.toString()).as(lane).matches(lane.contains(" jira ") ? TICKETS : LANE);
      }
    });
    last.forEach((lane, told) -> {
      Incident incident = incidents.get(told.incident());
      if (incident.over() && !deadEnds.contains(lane)) {
        assertThat(told.kind()).as("%s is over, and %s was told last: %s", incident.alert().key(), lane, lanes.get(lane)).isEqualTo("resolved");
      }
    });
    for (Incident incident : incidents.values()) {
      Instant since = heldBefore.get(incident.id());
      if (incident.held() != null && incident.held().since().equals(since)) {
        assertThat(news.getOrDefault(incident.id(), 0L)).as("%s is held and tells", incident.alert().key())
            .isEqualTo(newsBefore.getOrDefault(incident.id(), 0L));
      }
      String lane = Vendors.lane(incident.id(), "slack", "ops");
      if (!incident.over() && incident.toldAt() != null && !deadEnds.contains(lane)) {
        assertThat(lanes.getOrDefault(lane, new StringBuilder()).toString()).as("%s is open and told", incident.alert().key())
            .isNotEmpty().doesNotEndWith("C");
      }
    }
    heldBefore = new HashMap<>();
    incidents.values().stream().filter(one -> one.held() != null).forEach(one -> heldBefore.put(one.id(), one.held().since()));
    newsBefore = news;
  }

  /** Everything is over and every vendor well: nobody takes anything for open. */
  private void settleDown() {
    life.rows.clear();
    life.silenced.clear();
    for (int i = 0; i < 3; i++) {
      life.store.clock.tick(Duration.ofMinutes(11));
      life.poll();
      life.sweep();
      steps.add(life.now() + " poll, all gone");
      check();
    }
    assertThat(life.incidents.list(true, life.rule.id(), null, 10, 0)).as("still open").isEmpty();
    for (int i = 0; i < 200 && count("select count(*) from delivery where status = 'pending'") > 0; i++) {
      life.store.clock.tick(Vendors.LEASE);
      Vendors.CHANNELS.forEach(channel -> steps.add(channel + ":" + vendors.dispatch(channel, true)));
    }
    check();
    assertThat(count("select count(*) from delivery where status = 'pending'")).as("owed for good").isZero();
    assertThat(count("select count(*) from escalation_timer")).as("timers").isZero();
    vendors.open.forEach((lane, open) -> {
      if (!vendors.buried.contains(lane)) {
        assertThat(open).as("%s is over, and its place takes it for open", lane).isFalse();
      }
    });
  }

  private int count(String sql) {
    return life.store.jdbc.queryForObject(sql, Integer.class);
  }

  private List<Told> told() {
    return life.store.jdbc.query(
        "select incident, channel, address, kind, reason, status, unsure_since is not null as in_doubt from delivery order by seq",
        LifeWalksTest::row);
  }

  private static Told row(ResultSet rs, int n) throws SQLException {
    return new Told(
        rs.getObject("incident", UUID.class), rs.getString("channel"), rs.getString("address"), rs.getString("kind"),
        rs.getString("reason"), rs.getString("status"), rs.getBoolean("in_doubt"));
  }
}
