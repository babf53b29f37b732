package dev.signalbox.web.console;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.web.IncidentFilter;
import dev.signalbox.web.LocalPath;
import dev.signalbox.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Addresses and names that several templates make: {@code ${@urls.list(…)}}. */
@Component("urls")
public class Urls {

  /** The list with this filter, ready for {@code page=1} to be appended. */
  public String incidents(IncidentFilter filter) {
    return "/incidents?" + parameter("status", filter.status()) + parameter("rule", filter.rule())
        + parameter("key", filter.key());
  }

  public String list(String path, @Nullable String status, @Nullable String channel) {
    return path + "?" + parameter("status", status) + parameter("channel", channel);
  }

  /** Where a dead letter was going, or where it comes from: {@code slack · ops-alerts}, {@code row}. */
  public String place(DeadLetter letter) {
    if (letter.channel() == null) {
      return letter.source();
    }
    String address = letter.address();
    return Words.line(letter.channel() + (address == null || address.isEmpty() ? "" : " · " + address));
  }

  private static String parameter(String name, @Nullable String value) {
    return value == null ? "" : name + "=" + LocalPath.encoded(value) + "&";
  }
}
