package dev.signalbox.oncall.calendar;

import dev.signalbox.oncall.CalendarRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a calendar is kept, with settings in the place of {@code {{name}}}. Often a secret: not for people.
 *
 * @param text a URL, a path, an id
 * @param named whether a setting of the hub's own says all of it. Whoever may write files under {@code routes/} may not
 *     reach into the network that the hub stands in; whoever sets {@code signalbox.*} may
 * @param unset settings that it names and that have no value
 */
public record Location(String text, String dataSource, boolean named, List<String> unset) {

  private static final Pattern SETTING = Pattern.compile("\\{\\{([^{}]+)}}");
  /** Without a default, which would be the file's word. */
  private static final Pattern ALL_OF_IT = Pattern.compile("\\{\\{signalbox\\.[^{}:]+}}");

  /** @param settings by name */
  public static Location of(CalendarRef ref, Function<String, Optional<String>> settings) {
    List<String> unset = new ArrayList<>();
    String text = SETTING.matcher(ref.location()).replaceAll(match -> {
      // as Camel writes them in routes: {{name}}, {{name:default}}, {{env:NAME}}
      String written = match.group(1).strip().replaceFirst("^env:", "");
      String name = written.replaceFirst("(?s):.*", "");
      Optional<String> value = settings.apply(name).filter(it -> !it.isBlank())
          .or(() -> name.equals(written) ? Optional.empty() : Optional.of(written.substring(name.length() + 1)));
      if (value.isEmpty()) {
        unset.add(name);
      }
      return Matcher.quoteReplacement(value.map(String::strip).orElse(match.group()));
    });
    return new Location(text, ref.dataSource(), ALL_OF_IT.matcher(ref.location()).matches(), unset);
  }

  @Override
  public String toString() {
    return "where a calendar is kept";
  }
}
