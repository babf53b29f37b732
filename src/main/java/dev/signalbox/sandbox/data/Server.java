package dev.signalbox.sandbox.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One server of the invented company.
 *
 * @param id for example {@code srv-042}
 * @param slaMinutes how long it may be down at most; null for the usual 60
 * @param slaTracking whether anybody has promised anything
 * @param downsPerDay how often it fails on average; a few fail often
 */
record Server(
    String id,
    String hostname,
    String team,
    String region,
    String model,
    @Nullable Integer slaMinutes,
    boolean slaTracking,
    double downsPerDay) {

  static final int COUNT = 200;

  private static final String[] TEAMS = {"infrastructure", "payments", "search", "web", "data-platform"};
  private static final String[] ROLES = {"db", "app", "cache", "queue", "lb"};
  private static final String[] REGIONS = {"eu-west", "eu-north", "us-east", "ap-south"};
  private static final String[] MODELS = {"R640", "R740xd", "DL360", "DL380", "SR650"};
  private static final Integer[] SLAS = {null, null, null, 15, 30, 60, 120, 240};

  static List<Server> all(long seed) {
    Random chance = new Random(seed);
    List<Server> servers = new ArrayList<>(COUNT);
    for (int i = 1; i <= COUNT; i++) {
      String team = pick(chance, TEAMS);
      String region = pick(chance, REGIONS);
      String hostname = "%s-%s-%02d.%s.example.net".formatted(team.substring(0, 3), pick(chance, ROLES), i % 100, region);
      double downsPerDay = i % 17 == 0 ? 0.7 + 0.6 * chance.nextDouble() : 0.05 + 0.25 * chance.nextDouble();
      Integer sla = SLAS[chance.nextInt(SLAS.length)];
      servers.add(new Server(
          "srv-%03d".formatted(i), hostname, team, region, pick(chance, MODELS), sla, chance.nextInt(5) > 0, downsPerDay));
    }
    return servers;
  }

  private static String pick(Random chance, String[] from) {
    return from[chance.nextInt(from.length)];
  }
}
