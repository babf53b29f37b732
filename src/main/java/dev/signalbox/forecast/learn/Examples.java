package dev.signalbox.forecast.learn;

import java.util.Arrays;

/** Rows to learn from, in the order that they were added. NaN is a missing value. */
public final class Examples {

  private final int width;
  private float[][] rows = new float[1024][];
  private float[] labels = new float[1024];
  private float[] weights = new float[1024];
  private int size;

  public Examples(int width) {
    this.width = width;
  }

  /**
   * @param row not copied
   * @param weight how many rows it stands for
   */
  public void add(float[] row, boolean label, double weight) {
    if (row.length != width) {
      throw new IllegalArgumentException("a row of %d features among rows of %d".formatted(row.length, width));
    }
    if (size == labels.length) {
      rows = Arrays.copyOf(rows, size * 2);
      labels = Arrays.copyOf(labels, size * 2);
      weights = Arrays.copyOf(weights, size * 2);
    }
    rows[size] = row;
    labels[size] = label ? 1 : 0;
    weights[size++] = (float) weight;
  }

  public int size() {
    return size;
  }

  public int width() {
    return width;
  }

  public float[] row(int index) {
    return rows[index];
  }

  public boolean label(int index) {
    return labels[index] > 0;
  }

  public double weight(int index) {
    return weights[index];
  }

  /** How many are true, without weights. */
  public int positives() {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += labels[i] > 0 ? 1 : 0;
    }
    return count;
  }

  /** The share that is true, by weight; 0 without rows. */
  public double rate() {
    double all = 0;
    double hits = 0;
    for (int i = 0; i < size; i++) {
      all += weights[i];
      hits += weights[i] * labels[i];
    }
    return all == 0 ? 0 : hits / all;
  }
}
