package dev.signalbox.sandbox.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server's sensors show: a daily rhythm, noise that drifts, a disk that fills, and sometimes too much of something. In
 * hundredths of a percent (disk_io: of a MB/s).
 */
final class Load {

  record Sample(int cpu, int memory, int diskIo, int diskUsage) {}

  private static final double LEAK_BEGINS = 56;
  private static final double LEAK_PER_HOUR = 4.6;
  private static final double LEAK_ENDS = 94;

  private final Random chance;
  private final double cpuBase;
  private final double memoryBase;
  private final double ioBase;
  private final double phase;
  private final double diskAtStart;
  private final double diskPerDay;
  private final Instant start;
  private double cpuDrift;
  private double memoryDrift;
  private boolean cpuPressed;
  private boolean memoryPressed;
  private @Nullable Instant leaksSince;

  private Load(long seed, Instant start) {
    this.chance = new Random(seed);
    this.start = start;
    this.cpuBase = 12 + 38 * chance.nextDouble();
    this.memoryBase = 30 + 40 * chance.nextDouble();
    this.ioBase = 4 + 60 * chance.nextDouble();
    this.phase = chance.nextDouble() * 2 * Math.PI;
    this.diskAtStart = 25 + 50 * chance.nextDouble();
    // one disk in twelve will be full before long
    this.diskPerDay = chance.nextInt(12) == 0 ? 1.5 + 1.2 * chance.nextDouble() : 0.15 * chance.nextDouble();
  }

  static List<Load> of(List<Server> servers, long seed, Instant start) {
    List<Load> loads = new ArrayList<>(servers.size());
    for (int i = 0; i < servers.size(); i++) {
      loads.add(new Load(seed * 1_000_003 + i, start));
    }
    return loads;
  }

  /** A few servers, each with its cpu or its memory too high from now on. */
  static Set<Integer> press(List<Load> loads, int howMany, Random chance) {
    Set<Integer> chosen = new HashSet<>();
    while (chosen.size() < howMany) {
      chosen.add(chance.nextInt(loads.size()));
    }
    int number = 0;
    for (int i : chosen) {
      loads.get(i).cpuPressed = number % 2 == 0;
      loads.get(i).memoryPressed = number % 2 == 1;
      number++;
    }
    return chosen;
  }

  /** Its memory fills from then on, until somebody restarts it. */
  void leak(Instant since) {
    leaksSince = since;
  }

  /** Whether the memory has filled so far that nothing runs any more. */
  boolean isFull(Instant time) {
    return leaksSince != null && leaked(time) >= LEAK_ENDS;
  }

  private double leaked(Instant time) {
    double hours = leaksSince == null ? 0 : (time.getEpochSecond() - leaksSince.getEpochSecond()) / 3600.0;
    return LEAK_BEGINS + Math.max(0, hours) * LEAK_PER_HOUR;
  }

  void relax() {
    cpuPressed = false;
    memoryPressed = false;
  }

  Sample at(Instant time) {
    double day = time.getEpochSecond() / 86_400.0;
    double rhythm = Math.sin(2 * Math.PI * day + phase);
    cpuDrift = 0.9 * cpuDrift + 2.2 * chance.nextGaussian();
    memoryDrift = 0.97 * memoryDrift + 0.8 * chance.nextGaussian();
    double cpu = cpuPressed ? 95.5 + 1.2 * chance.nextGaussian() : Math.min(86, cpuBase + 11 * rhythm + cpuDrift);
    double memory = memoryPressed ? 94.5 + 0.8 * chance.nextGaussian() : Math.min(86, memoryBase + 4 * rhythm + memoryDrift);
    if (leaksSince != null) {
      memory = Math.min(97, leaked(time) + 0.3 * chance.nextGaussian());
    }
    double io = ioBase * (1 + 0.4 * rhythm) * Math.exp(0.3 * chance.nextGaussian());
    double days = (time.getEpochSecond() - start.getEpochSecond()) / 86_400.0;
    return new Sample(hundredths(cpu, 100), hundredths(memory, 100), hundredths(io, 900), hundredths(diskAtStart + diskPerDay * days, 99.5));
  }

  private static int hundredths(double value, double most) {
    return (int) Math.round(100 * Math.max(0.5, Math.min(most, value)));
  }
}
