package dev.signalbox.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many incidents a place is told of one by one.
 *
 * @param most in any span of this length
 * @param text as somebody wrote it, for example {@code 20/h}
 */
public record Cap(int most, Duration within, String text) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6}) */ *(\\d{0,4})([smhd])");
  private static final Map<String, Duration> UNITS =
      Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

  /**
   * Reads a cap as people write it: {@code 20/h}, {@code 5/10m}.
   *
   * @throws IllegalArgumentException naming the text and what to write instead
   */
  public static Cap of(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (form.matches()) {
      int most = Integer.parseInt(form.group(1));
      long units = form.group(2).isEmpty() ? 1 : Long.parseLong(form.group(2));
      if (most > 0 && units > 0) {
        return new Cap(most, UNITS.get(form.group(3)).multipliedBy(units), text.strip());
      }
    }
    throw new IllegalArgumentException("'%s' is no cap: write how many in what time, such as 20/h or 5/10m".formatted(text));
  }
}
