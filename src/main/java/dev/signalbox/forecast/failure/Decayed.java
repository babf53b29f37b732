package dev.signalbox.forecast.failure;

/** A count that forgets: what was counted one half-life ago counts half. */
final class Decayed {

  private static final double DAY = 86_400;

  private final double perSecond;
  private double value;
  private long at;
  private long asked = Long.MIN_VALUE;
  private double answer;

  Decayed(double halfLifeDays) {
    perSecond = Math.log(2) / (halfLifeDays * DAY);
  }

  void add(long second, double amount) {
    value = at(second) + amount;
    asked = Long.MIN_VALUE;
    at = Math.max(at, second);
  }

  double at(long second) {
    if (second != asked) { // all servers of a pool are asked about at the same time
      answer = value == 0 ? 0 : value * Math.exp(-perSecond * Math.max(0, second - at));
      asked = second;
    }
    return answer;
  }

  /** As a rate per day, if it went on as it did lately. */
  double perDay(long second) {
    return at(second) * perSecond * DAY;
  }
}
