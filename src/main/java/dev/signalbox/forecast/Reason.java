package dev.signalbox.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Why a model says what it says.
 *
 * @param words for people, e.g. {@code 4 outages in 28 days}
 * @param weight how much it adds to the score, in the model's own unit; only its size against the others means anything
 */
public record Reason(String words, double weight) {

  private static final int STRONGEST = 3;

  /**
   * The three that add most; what lowers the score is no reason for a warning.
   *
   * @param weights of every candidate
   * @param words of a candidate by its place among the weights; asked for the strongest only
   */
  public static List<Reason> strongest(double[] weights, IntFunction<String> words) {
    int[] best = new int[STRONGEST];
    int count = 0;
    for (int i = 0; i < weights.length; i++) {
      int place = count;
      while (place > 0 && weights[i] > weights[best[place - 1]]) {
        place--;
      }
      if (weights[i] > 0 && place < STRONGEST) {
        count = Math.min(STRONGEST, count + 1);
        System.arraycopy(best, place, best, place + 1, count - 1 - place);
        best[place] = i;
      }
    }
    return Arrays.stream(best, 0, count).mapToObj(i -> new Reason(words.apply(i), weights[i])).toList();
  }
}
