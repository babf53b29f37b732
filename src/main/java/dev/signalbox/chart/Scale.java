package dev.signalbox.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * From values to a stretch of pixels, and the round values worth a line: 1, 2 or 5 times a power of ten.
 *
 * @param step between two of those values
 */
record Scale(double from, double to, double step) {

  /** Holds all of them, and begins and ends at a round value. A line that does not move gets room around it. */
  static Scale holding(double least, double most, int lines) {
    double span = most > least ? most - least : Math.max(Math.abs(most), 1);
    double step = round(span / lines);
    double from = Math.floor(least / step) * step;
    double to = Math.ceil(most / step) * step;
    return new Scale(from, to > from ? to : from + step, step);
  }

  private static double round(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
  }

  List<Double> lines() {
    List<Double> values = new ArrayList<>();
    long count = Math.round((to - from) / step);
    for (long i = 0; i <= count; i++) {
      values.add(from + i * step);
    }
    return values;
  }

  double pixel(double value, double first, double last) {
    return first + (value - from) / (to - from) * (last - first);
  }

  /** As few digits as tell one line from the next: {@code 90}, {@code 99.95}, {@code 12k}. */
  String label(double value) {
    if (Math.abs(value) >= 10_000 && step >= 100) {
      return number(value / 1000, Math.max(0, 3 - (int) Math.floor(Math.log10(step) + 1e-9))) + "k";
    }
    return number(value, Math.max(0, -(int) Math.floor(Math.log10(step) + 1e-9)));
  }

  /** Without zeros at its end. */
  static String number(double value, int digits) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).stripTrailingZeros();
    return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
  }
}
