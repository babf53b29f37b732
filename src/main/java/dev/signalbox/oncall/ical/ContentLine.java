package dev.signalbox.oncall.ical;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One unfolded line: {@code DTSTART;TZID=Europe/Berlin:20240304T090000}.
 *
 * @param number of its first line in the text, from 1
 * @param name in capitals
 * @param parameters by name in capitals, without the quotation marks
 * @param value as written; {@link #text} resolves its escapes
 */
record ContentLine(int number, String name, Map<String, String> parameters, String value) {

  private static final Pattern NAME = Pattern.compile("[A-Z0-9.-]+");

  /** Empty if it has no name or no value. */
  static Optional<ContentLine> parse(int number, String line) {
    Map<String, String> parameters = new TreeMap<>();
    int from = 0;
    String name = "";
    while (true) {
      int end = separator(line, from);
      if (end < 0) {
        return Optional.empty();
      }
      String part = line.substring(from, end).strip();
      if (from == 0) {
        name = part.toUpperCase(Locale.ROOT);
      } else {
        int equals = part.indexOf('=');
        if (equals > 0) {
          String parameter = part.substring(0, equals).toUpperCase(Locale.ROOT);
          parameters.putIfAbsent(parameter, part.substring(equals + 1).replace("\"", ""));
        }
      }
      from = end + 1;
      if (line.charAt(end) == ':') {
        ContentLine content = new ContentLine(number, name, parameters, line.substring(from));
        return NAME.matcher(name).matches() ? Optional.of(content) : Optional.empty();
      }
    }
  }

  /** The next {@code ;} or {@code :} that stands outside quotation marks; -1 if there is none. */
  private static int separator(String line, int from) {
    boolean quoted = false;
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ';' || c == ':')) {
        return i;
      }
    }
    return -1;
  }

  Optional<String> parameter(String parameter) {
    return Optional.ofNullable(parameters.get(parameter));
  }

  /** A value of type TEXT: {@code \,} is a comma, {@code \n} a line break. */
  String text() {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        char escaped = value.charAt(++i);
        text.append(escaped == 'n' || escaped == 'N' ? '\n' : escaped);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** As it stands in a warning: {@code RRULE 'FREQ=OFTEN'}. */
  String quoted() {
    return name + " " + Warnings.quoted(value);
  }
}
