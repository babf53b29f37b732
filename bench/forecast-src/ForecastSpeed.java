package dev.signalbox.forecast;

import dev.signalbox.forecast.anomaly.AnomalyForecaster;
import dev.signalbox.forecast.failure.FailureForecaster;
import dev.signalbox.forecast.learn.Booster;
import dev.signalbox.forecast.learn.BoosterSettings;
import dev.signalbox.forecast.learn.Examples;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** How fast models learn and answer, and how large they are: see bench/README.md. */
public final class ForecastSpeed {

  private static final SplittableRandom RANDOM = new SplittableRandom(1);
  private static final Instant START = Instant.parse("2025-01-06T00:00:00Z");

  public static void main(String[] args) {
    training();
    failures();
    anomalies();
  }

  private static void training() {
    Examples examples = new Examples(30);
    for (int i = 0; i < 1_000_000; i++) {
      float[] row = new float[30];
      double sum = -5;
      for (int f = 0; f < row.length; f++) {
        row[f] = RANDOM.nextInt(10) == 0 ? Float.NaN : (float) RANDOM.nextDouble();
        sum += f % 5 == 0 && row[f] > 0.7 ? 1 : 0;
      }
      examples.add(row, RANDOM.nextDouble() < 1 / (1 + Math.exp(-sum)), 1);
    }
    long start = now();
    Booster.fit(examples, BoosterSettings.DEFAULT);
    System.out.printf("training on 1,000,000 rows of 30 features: %.1f s, heap in use %d MB%n", since(start),
        heap() >> 20);
  }

  private static void failures() {
    FailureForecaster model = new FailureForecaster(Duration.ofDays(7), Duration.ofDays(1), 1);
    int servers = 10_000;
    for (int i = 0; i < servers; i++) {
      model.joined(new Server("n" + i, START, Optional.empty(), Map.of("cluster", "c" + i % 20)));
    }
    for (int hour = 0; hour < 60 * 24; hour++) {
      for (int k = 0; k < 2; k++) {
        Instant at = START.plus(Duration.ofHours(hour));
        Outage outage = new Outage("n" + RANDOM.nextInt(servers), at, Optional.of(at.plusSeconds(600)), "disk", false);
        model.began(outage);
        model.ended(outage);
      }
    }
    Instant now = START.plus(Duration.ofDays(60));
    model.train(now);
    for (int round = 0; round < 3; round++) {
      long start = now();
      for (int i = 0; i < servers; i++) {
        model.predict("n" + i, now);
      }
      System.out.printf("failure: %.0f servers/s, with reasons%n", servers / since(start));
    }
  }

  private static void anomalies() {
    List<String> names = List.of("cpu", "memory", "disk_io", "disk", "in", "out");
    int servers = 2_000;
    long before = heap();
    AnomalyForecaster model = new AnomalyForecaster();
    for (int minute = 0; minute < 721; minute++) {
      for (int i = 0; i < servers; i++) {
        model.sampled(sample(i, minute, names));
      }
    }
    System.out.printf("anomaly: %.1f KB per server of 6 metrics%n", (heap() - before) / 1024.0 / servers);
    long start = now();
    int minutes = 60;
    for (int minute = 721; minute < 721 + minutes; minute++) {
      for (int i = 0; i < servers; i++) {
        model.sampled(sample(i, minute, names));
        model.predict("s" + i, START.plusSeconds(60L * minute));
      }
    }
    System.out.printf("anomaly: %.0f rows/s, with reasons%n", servers * minutes / since(start));
  }

  private static Sample sample(int server, int minute, List<String> names) {
    double[] values = new double[names.size()];
    for (int m = 0; m < values.length; m++) {
      values[m] = 40 + 20 * Math.sin(minute / 200.0 + m) + 5 * RANDOM.nextDouble();
    }
    return new Sample("s" + server, START.plusSeconds(60L * minute), names, values);
  }

  /** CPU time of this one thread, so that a busy machine does not count. */
  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double since(long start) {
    return (now() - start) / 1e9;
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
