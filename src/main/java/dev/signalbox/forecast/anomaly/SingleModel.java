package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.Reason;
import dev.signalbox.forecast.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * One metric alone: how rarely it was as far from its own average of the last days as it is now. It is news only while
 * it is rarer than anything a while before.
 */
final class SingleModel implements ServerModel {

  private static final double MEMORY_SAMPLES = 1500;
  private static final int SETTLING_SAMPLES = 30;
  private static final int NEWS_SAMPLES = 200;

  private final String metric;
  private final Rarity rarity;
  private final double[] lately = new double[NEWS_SAMPLES];
  private long samples;
  private long last = Long.MIN_VALUE;
  private boolean watching;
  private double average = Double.NaN;
  private double value = Double.NaN;
  private double rare;
  private boolean news;

  SingleModel(String metric) {
    this(metric, new Rarity());
  }

  private SingleModel(String metric, Rarity rarity) {
    this.metric = metric;
    this.rarity = rarity;
  }

  static SingleModel read(DataInput in) throws IOException {
    SingleModel model = new SingleModel(in.readUTF(), Rarity.read(in));
    for (int i = 0; i < NEWS_SAMPLES; i++) {
      model.lately[i] = in.readDouble();
    }
    model.samples = in.readLong();
    model.last = in.readLong();
    model.watching = in.readBoolean();
    model.average = in.readDouble();
    model.value = in.readDouble();
    model.rare = in.readDouble();
    model.news = in.readBoolean();
    return model;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(true);
    out.writeUTF(metric);
    rarity.write(out);
    for (double each : lately) {
      out.writeDouble(each);
    }
    out.writeLong(samples);
    out.writeLong(last);
    out.writeBoolean(watching);
    out.writeDouble(average);
    out.writeDouble(value);
    out.writeDouble(rare);
    out.writeBoolean(news);
  }

  @Override
  public void learn(Sample sample) {
    if (!watching) {
      next(sample);
    }
  }

  @Override
  public int learnt() {
    return (int) Math.min(Integer.MAX_VALUE, samples);
  }

  @Override
  public boolean isWatching() {
    return watching;
  }

  @Override
  public void watch(Sample sample) {
    watching = true;
    next(sample);
  }

  private void next(Sample sample) {
    int at = sample.metrics().indexOf(metric);
    long second = sample.at().getEpochSecond();
    if (second <= last || at < 0 || Double.isNaN(sample.values()[at])) {
      return;
    }
    last = second;
    value = sample.values()[at];
    average = Double.isNaN(average) ? value : average;
    double off = Math.abs(value - average);
    rare = samples < SETTLING_SAMPLES ? 0 : rarity.of(off);
    rarity.add(off);
    average += (value - average) / MEMORY_SAMPLES;
    news = rare > 0;
    for (double before : lately) {
      news &= rare > before;
    }
    lately[(int) (samples++ % NEWS_SAMPLES)] = rare;
  }

  @Override
  public double score() {
    double share = 0.5 * rare / (1 + rare);
    return news ? 0.5 + share : share;
  }

  @Override
  public List<Reason> reasons() {
    return Reason.strongest(new double[] {rare}, only -> "%s is %.4g, on average %.4g".formatted(metric, value,
        average));
  }
}
