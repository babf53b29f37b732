package dev.signalbox.web.console.oncall;

import dev.signalbox.web.LocalPath;
import dev.signalbox.web.Words;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Addresses of the calendar's pages, which carry names that people chose and calendars made up. */
final class Paths {

  static final String CALENDAR = "/on-call";

  /** What a path may not carry even when it is encoded, and what is too long for one. */
  private static final Pattern SAFE = Pattern.compile("[^/\\\\;%\\p{C}]{1,100}");

  private Paths() {}

  static String schedule(String name) {
    return CALENDAR + "/" + segment(name);
  }

  static String newOverride(String schedule) {
    return schedule(schedule) + "/overrides/new";
  }

  /** Null for a name that cannot be in a path: it gets no page of its own. */
  static @Nullable String person(String name) {
    return fits(name) ? CALENDAR + "/people/" + segment(name) : null;
  }

  /** Whether a name is one to be carried around in addresses and forms: short, and shown as what it is. */
  static boolean fits(String name) {
    return SAFE.matcher(name).matches() && name.equals(Words.line(name)) && !name.equals(".") && !name.equals("..");
  }

  static String parameter(String name, String value) {
    return name + "=" + LocalPath.encoded(value);
  }

  private static String segment(String name) {
    return UriUtils.encodePathSegment(name, StandardCharsets.UTF_8);
  }
}
