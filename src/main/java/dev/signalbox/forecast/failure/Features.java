package dev.signalbox.forecast.failure;

import dev.signalbox.forecast.failure.Layout.Form;
import dev.signalbox.forecast.learn.Logit;
import dev.signalbox.forecast.learn.Scorer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what is known of a server into a row of numbers. */
final class Features {

  private static final double DAY = 86_400;
  private static final int[] WINDOWS = {1, 7, 28, 90, 365};
  private static final double[] HALF_LIVES = {3, 14, 60, 240};
  private static final double PRIOR_DAYS = 60;
  private static final double NEVER = 3000;

  private final Layout layout;
  private final Causes causes;
  private final Map<String, int[]> poolPlaces = new HashMap<>();
  private final int[] windows = new int[WINDOWS.length];
  private final int[] recent = new int[HALF_LIVES.length];
  private final int[] alone = new int[HALF_LIVES.length];
  private final int rate;
  private final int sinceLast;
  private final int sinceAlone;
  private final int gap;
  private final int shortestGap;
  private final int duration;
  private final int again;
  private final int sameCause;
  private final int maintenance;
  private final int age;
  private final int[] near = new int[Neighbourhood.SIZES.length * 2];

  Features(Layout layout, Causes causes) {
    this.layout = layout;
    this.causes = causes;
    for (int i = 0; i < windows.length; i++) {
      windows[i] = layout.place("outages, %d days".formatted(WINDOWS[i]), Form.LOG);
    }
    for (int i = 0; i < recent.length; i++) {
      recent[i] = layout.place("outages, half-life %.0f days".formatted(HALF_LIVES[i]), Form.LOG);
      alone[i] = layout.place("outages of this server alone, half-life %.0f days".formatted(HALF_LIVES[i]), Form.LOG);
    }
    rate = layout.place("outages per 1000 days, smoothed", Form.LOG);
    sinceLast = layout.place("days since the last outage", Form.LOG);
    sinceAlone = layout.place("days since the last outage of this server alone", Form.LOG);
    gap = layout.place("days between the last three outages", Form.LOG);
    shortestGap = layout.place("shortest days between two outages", Form.LOG);
    duration = layout.place("minutes of the last outage", Form.LOG);
    again = layout.place("% of outages with the last cause that came again", Form.PLAIN);
    sameCause = layout.place("outages with the last cause", Form.LOG);
    maintenance = layout.place("days since maintenance", Form.LOG);
    age = layout.place("days in service", Form.LOG);
    for (int i = 0; i < Neighbourhood.SIZES.length; i++) {
      near[2 * i] = layout.place(
          "outages of the %d nearest servers, half-life 7 days".formatted(Neighbourhood.SIZES[i]), Form.LOG);
      near[2 * i + 1] = layout.place(
          "outages of the %d nearest servers, half-life 30 days".formatted(Neighbourhood.SIZES[i]), Form.LOG);
    }
  }

  float[] row(Dossier server, long now) {
    poolPlaces(server);
    float[] row = layout.emptyRow();
    double[] own = history(server, now, row);
    last(server, now, row);
    double base = 0;
    for (Map.Entry<String, Pool> each : server.pools.entrySet()) {
      int[] places = poolPlaces.get(each.getKey());
      for (int i = 0; i < Pool.HALF_LIVES.length; i++) {
        row[places[i]] = Layout.form(Form.LOG, 1000 * each.getValue().rate(i, now));
      }
      base = each.getValue().rate(3, now);
    }
    double days = (now - server.since) / DAY;
    row[rate] = Layout.form(Form.LOG, 1000 * (own[0] + PRIOR_DAYS * base) / (Math.max(0, days) + PRIOR_DAYS));
    row[age] = Layout.form(Form.LOG, days);
    for (int i = 0; i < server.neighbours.size(); i++) {
      row[near[2 * i]] = Layout.form(Form.LOG, server.neighbours.get(i).count(1, now) - own[1]);
      row[near[2 * i + 1]] = Layout.form(Form.LOG, server.neighbours.get(i).count(2, now) - own[2]);
    }
    server.sizes.forEach((name, value) -> row[layout.place(name, Form.LOG)] = Layout.form(Form.LOG, value));
    server.gauges.values().forEach(gauge -> gauge.fill(row, now));
    return row;
  }

  /** The probability of at least one outage at the server's smoothed rate, as log odds. */
  Scorer rate(Duration horizon) {
    double days = horizon.toSeconds() / DAY;
    return row -> Logit.logOdds(1 - Math.exp(-Math.expm1(row[rate]) / 1000 * days));
  }

  /** @return unplanned outages, and those decayed with the pools' half-lives of 7 and 30 days */
  private double[] history(Dossier server, long now, float[] row) {
    int[] counts = new int[WINDOWS.length];
    double[] decayed = new double[HALF_LIVES.length];
    double[] single = new double[HALF_LIVES.length];
    double[] own = new double[3];
    for (Past each : server.outages) {
      if (each.planned) {
        continue;
      }
      double days = (now - each.start) / DAY;
      for (int i = 0; i < WINDOWS.length; i++) {
        counts[i] += days < WINDOWS[i] ? 1 : 0;
      }
      for (int i = 0; i < HALF_LIVES.length; i++) {
        double left = Math.pow(0.5, days / HALF_LIVES[i]);
        decayed[i] += left;
        single[i] += left / each.crowd;
      }
      own[0]++;
      own[1] += Math.pow(0.5, days / Pool.HALF_LIVES[1]);
      own[2] += Math.pow(0.5, days / Pool.HALF_LIVES[2]);
    }
    for (int i = 0; i < WINDOWS.length; i++) {
      row[windows[i]] = Layout.form(Form.LOG, counts[i]);
    }
    for (int i = 0; i < HALF_LIVES.length; i++) {
      row[recent[i]] = Layout.form(Form.LOG, decayed[i]);
      row[alone[i]] = Layout.form(Form.LOG, single[i]);
    }
    return own;
  }

  private void last(Dossier server, long now, float[] row) {
    Past last = server.last(false);
    Past planned = server.last(true);
    row[maintenance] = Layout.form(Form.LOG, planned == null ? NEVER : (now - planned.start) / DAY);
    row[sinceLast] = Layout.form(Form.LOG, last == null ? NEVER : (now - last.start) / DAY);
    row[sinceAlone] = Layout.form(Form.LOG, sinceAlone(server, now));
    if (last == null) {
      return;
    }
    if (last.end != Past.LASTS) {
      row[duration] = Layout.form(Form.LOG, (last.end - last.start) / 60.0);
      row[again] = (float) (100 * causes.again(last.cause));
      row[sameCause] = Layout.form(Form.LOG,
          server.outages.stream().filter(each -> !each.planned && each.cause.equals(last.cause)).count());
    }
    gaps(server, row);
  }

  private void gaps(Dossier server, float[] row) {
    long before = 0;
    int seen = 0;
    double shortest = Double.NaN;
    double sum = 0;
    for (int i = server.outages.size() - 1; i >= 0; i--) {
      Past each = server.outages.get(i);
      if (each.planned) {
        continue;
      }
      if (before != 0) {
        double days = (before - each.start) / DAY;
        shortest = Double.isNaN(shortest) ? days : Math.min(shortest, days);
        if (seen++ < 2) {
          sum += days;
        }
      }
      before = each.start;
    }
    if (seen > 0) {
      row[gap] = Layout.form(Form.LOG, sum / Math.min(2, seen));
      row[shortestGap] = Layout.form(Form.LOG, shortest);
    }
  }

  private static double sinceAlone(Dossier server, long now) {
    @Nullable Past found = null;
    for (Past each : server.outages) {
      if (!each.planned && each.crowd <= 3) {
        found = each;
      }
    }
    return found == null ? NEVER : (now - found.start) / DAY;
  }

  /** Places for pools and sizes that were not met before, so that the row is wide enough. */
  private void poolPlaces(Dossier server) {
    for (String name : server.pools.keySet()) {
      poolPlaces.computeIfAbsent(name, added -> {
        int[] places = new int[Pool.HALF_LIVES.length];
        for (int i = 0; i < places.length; i++) {
          places[i] = layout.place(
              "outages per 1000 servers and day of the same %s, half-life %.0f days".formatted(added,
                  Pool.HALF_LIVES[i]), Form.LOG);
        }
        return places;
      });
    }
    server.sizes.keySet().forEach(name -> layout.place(name, Form.LOG));
  }
}
