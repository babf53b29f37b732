package dev.signalbox.camel;

import dev.signalbox.forecast.watch.Kind;
import dev.signalbox.forecast.watch.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of {@code kamelet:forecast-source} as they are written: lists and pairs separated by commas. */
final class ForecastParameters {

  private ForecastParameters() {}

  /** {@code cpu_usage=90, memory_usage=90}. */
  static Map<String, Double> limits(String text) {
    Map<String, Double> limits = new LinkedHashMap<>();
    pairs("limits", text, "cpu_usage=90").forEach((metric, value) -> limits.put(metric, number("limits", value)));
    return limits;
  }

  /** {@code trend=0.6, anomaly=0.7, failure=0.5}. */
  static Map<Kind, Double> warnAbove(String text) {
    Map<Kind, Double> above = new EnumMap<>(Kind.class);
    pairs("warnAbove", text, "trend=0.6").forEach((kind, value) -> above.put(kind(kind), number("warnAbove", value)));
    return above;
  }

  private static Kind kind(String label) {
    try {
      return Kind.of(label);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("parameter 'warnAbove': " + e.getMessage(), e);
    }
  }

  static Set<String> names(String text) {
    return new TreeSet<>(list(text));
  }

  /** {@code 24h, 168h}, in any order. */
  static List<Duration> horizons(String text) {
    List<Duration> horizons = list(text).stream().map(each -> PolledRule.duration("horizons", each)).sorted().toList();
    if (horizons.isEmpty()) {
      throw new IllegalArgumentException("parameter 'horizons' is empty: write for example 24h,168h");
    }
    return horizons;
  }

  static Settings settings(ForecastSource given) {
    return new Settings(
        limits(given.getLimits()), names(given.getPercent()), PolledRule.duration("ahead", given.getAhead()),
        horizons(given.getHorizons()), warnAbove(given.getWarnAbove()), number("pageAbove", given.getPageAbove()),
        given.getMinOutcomes(), PolledRule.duration("anomalyWithin", given.getAnomalyWithin()));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(each -> !each.isEmpty()).toList();
  }

  private static Map<String, String> pairs(String parameter, String text, String example) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : list(text)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("parameter '%s' holds '%s': write pairs such as %s, separated by commas"
            .formatted(parameter, pair, example));
      }
      pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return pairs;
  }

  private static double number(String parameter, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("parameter '%s' holds '%s', which is no number".formatted(parameter, text), e);
    }
  }
}
