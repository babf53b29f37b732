package dev.signalbox.forecast.learn;

/**
 * How trees are grown.
 *
 * @param trees how many
 * @param depth decisions from the root to a leaf, 1 to 8
 * @param rate how much of its correction a tree makes
 * @param rows the share of the rows that each tree sees
 * @param features the share of the features that each tree may use
 * @param leafWeight the least curvature (about: expected positives) of a leaf
 * @param ridge pulls small leaves to zero
 * @param seed the same seed and the same rows give the same trees
 */
public record BoosterSettings(
    int trees, int depth, double rate, double rows, double features, double leafWeight, double ridge, long seed) {

  public static final BoosterSettings DEFAULT = new BoosterSettings(100, 5, 0.05, 0.6, 0.5, 50, 50, 1);

  public BoosterSettings {
    if (trees < 1 || depth < 1 || depth > 8) {
      throw new IllegalArgumentException("%d trees of depth %d: at least one tree, depth from 1 to 8".formatted(trees,
          depth));
    }
  }
}
