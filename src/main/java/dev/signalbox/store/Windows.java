package dev.signalbox.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.oncall.Interval;
import dev.signalbox.silence.Matcher;
import dev.signalbox.silence.Matchers;
import dev.signalbox.silence.maintenance.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Windows as text and back. */
final class Windows {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Windows() {}

  private record Written(String title, List<About> about, String start, String end) {}

  private record About(String column, String op, String value) {}

  static String write(List<Window> windows) {
    try {
      return JSON.writeValueAsString(windows.stream().map(one -> new Written(
          one.title(),
          one.matchers().all().stream().map(it -> new About(it.column(), it.op().sign(), it.value())).toList(),
          one.during().start().toString(),
          one.during().end().toString())).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("windows cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Empty for what another version of the hub has written in a way that this one does not know: then it is read anew. */
  static Optional<List<Window>> read(String json) {
    try {
      return Optional.of(JSON.readValue(json, new TypeReference<List<Written>>() {}).stream().map(Windows::window).toList());
    } catch (JsonProcessingException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Window window(Written one) {
    List<Matcher> about = one.about().stream().map(it -> Matcher.of(it.column(), Matcher.Op.of(it.op()), it.value())).toList();
    return new Window(one.title(), new Matchers(about), new Interval(Instant.parse(one.start()), Instant.parse(one.end())));
  }
}
