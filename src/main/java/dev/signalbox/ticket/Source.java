package dev.signalbox.ticket;

import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a value comes from: the file itself, a column of the row, or the severity. */
public sealed interface Source {

  /** The values in this case; none if there is nothing to say. */
  List<Object> of(Row row, Severity severity);

  record Constant(String value) implements Source {
    @Override
    public List<Object> of(Row row, Severity severity) {
      return List.of(value);
    }
  }

  record Column(String name) implements Source {
    @Override
    public List<Object> of(Row row, Severity severity) {
      Optional<Object> value = row.get(name);
      return value.map(it -> it instanceof Collection<?> many ? List.<Object>copyOf(many) : List.of(it)).orElse(List.of());
    }
  }

  record BySeverity(Map<Severity, String> values) implements Source {
    public BySeverity {
      values = Map.copyOf(values);
    }

    @Override
    public List<Object> of(Row row, Severity severity) {
      return Optional.<Object>ofNullable(values.get(severity)).stream().toList();
    }
  }

  record Several(List<Source> sources) implements Source {
    public Several {
      sources = List.copyOf(sources);
    }

    @Override
    public List<Object> of(Row row, Severity severity) {
      return sources.stream().flatMap(source -> source.of(row, severity).stream()).toList();
    }
  }

  /** One after the other. */
  static Source both(Source one, Source other) {
    return new Several(Stream.of(one, other).toList());
  }
}
