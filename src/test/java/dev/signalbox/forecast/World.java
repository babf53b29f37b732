package dev.signalbox.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A small world with known laws: every third server fails often, and every server is busy in the afternoon. */
public final class World {

  public static final Instant START = Instant.parse("2025-01-06T00:00:00Z");
  public static final List<String> METRICS = List.of("cpu_usage", "memory_usage");

  private World() {}

  public static Instant day(double days) {
    return START.plusSeconds(Math.round(days * 86_400));
  }

  public static List<String> servers(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj("srv-%03d"::formatted).toList();
  }

  /** Everything that happens, in the order of time. */
  public static List<Fact> facts(int servers, int days, long seed) {
    List<Fact> facts = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < servers; i++) {
      String id = servers(servers).get(i);
      facts.add(new Server.Joined(new Server(id, START, Optional.empty(), Map.of("team", "t" + i % 2, "memory_gb", ""
          + (1 << i % 4)))));
      outages(id, i % 3 == 0 ? 6 : 60, days, random, facts);
      samples(id, days, random, facts);
    }
    facts.sort(Comparator.comparing(Fact::at));
    return facts;
  }

  private static void outages(String id, double meanGapDays, int days, SplittableRandom random, List<Fact> facts) {
    for (double at = -Math.log(
        random.nextDouble()) * meanGapDays; at < days; at += 0.1 - Math.log(random.nextDouble()) * meanGapDays) {
      Instant start = day(at);
      Outage outage = new Outage(id, start, Optional.of(start.plus(Duration.ofMinutes(30))), "disk",
          random.nextInt(10) == 0);
      facts.add(new Outage.Began(outage));
      facts.add(new Outage.Ended(outage));
    }
  }

  private static void samples(String id, int days, SplittableRandom random, List<Fact> facts) {
    for (int hour = 0; hour < days * 24; hour++) {
      double busy = Math.max(0, Math.cos((hour % 24 - 15) * Math.PI / 12));
      double cpu = 20 + 72 * busy + 3 * random.nextDouble();
      facts.add(new Sample(id, day(hour / 24.0), METRICS, new double[] {cpu, 40 + 10 * busy + random.nextDouble()}));
    }
  }
}
