package dev.signalbox.sandbox.data;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One downtime.
 *
 * @param end null while it lasts
 */
record Outage(Server server, Instant start, @Nullable Instant end, String cause, boolean planned) {

  static final Duration HISTORY = Duration.ofDays(90);

  private static final String[] CAUSES = {
    "disk failure", "out of memory", "network loss", "kernel panic", "power supply", "bad deploy", "expired certificate",
    "dependency down", "high load", "unknown"
  };
  private static final long[] OPEN_FOR_MINUTES = {200, 145, 110, 95, 80, 66, 38, 17, 6};

  static String cause(Random chance) {
    return CAUSES[(int) (CAUSES.length * chance.nextDouble() * chance.nextDouble())];
  }

  /** Log-normal: half are over within a quarter of an hour, one in nine takes more than an hour. */
  static Duration duration(Random chance) {
    double minutes = 14 * Math.exp(1.2 * chance.nextGaussian());
    return Duration.ofSeconds((long) (60 * Math.max(0.5, Math.min(minutes, 2000))));
  }

  /** Ninety days that are over, oldest first. No server is down twice at a time, and none made news in the last day. */
  static List<Outage> history(List<Server> servers, Instant now, Random chance) {
    List<Outage> outages = new ArrayList<>();
    for (Server server : servers) {
      Instant at = now.minus(HISTORY);
      int lastDay = 0;
      while (true) {
        at = at.plusSeconds((long) (-Math.log(1 - chance.nextDouble()) / server.downsPerDay() * 86_400));
        Duration duration = duration(chance);
        boolean planned = chance.nextInt(8) == 0;
        String cause = planned ? "planned maintenance" : cause(chance);
        Instant end = at.plus(duration);
        if (!end.isBefore(now.minusSeconds(600))) {
          break;
        }
        if (at.isBefore(now.minus(Duration.ofHours(25))) || ++lastDay <= 2) {
          outages.add(new Outage(server, at, end, cause, planned));
        }
        at = end;
      }
    }
    outages.sort(Comparator.comparing(Outage::start));
    return outages;
  }

  /** What is wrong right now, so that every rule has something to say: long and short outages, and servers that keep failing. */
  static List<Outage> trouble(List<Server> servers, Instant now, Random chance) {
    List<Outage> outages = new ArrayList<>();
    Set<Server> taken = new HashSet<>();
    for (long minutes : OPEN_FOR_MINUTES) {
      Server server = another(servers, taken, chance);
      outages.add(new Outage(server, now.minusSeconds(60 * minutes + chance.nextInt(60)), null, cause(chance), false));
    }
    for (int times = 4; times <= 6; times++) {
      Server server = another(servers, taken, chance);
      String cause = cause(chance);
      for (int i = 0; i < times; i++) {
        Instant start = now.minusSeconds(3600L * 20 * (times - i) / times - chance.nextInt(900));
        outages.add(new Outage(server, start, start.plusSeconds(120 + chance.nextInt(900)), cause, false));
      }
    }
    outages.sort(Comparator.comparing(Outage::start));
    return outages;
  }

  private static Server another(List<Server> servers, Set<Server> taken, Random chance) {
    while (true) {
      Server server = servers.get(chance.nextInt(servers.size()));
      if (server.slaTracking() && taken.add(server)) {
        return server;
      }
    }
  }
}
