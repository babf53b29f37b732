package dev.signalbox.channel;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words for a message where nobody wrote better ones: a state, a title, the row as field and value. */
public final class Wording {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern KEPT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z");
  private static final int VALUE = 2000;

  /** Labels of facts that a channel may want to show elsewhere. */
  public static final String ON_CALL = "On call";
  public static final String SENT_TO = "Sent to";
  public static final String RUNBOOK = "Runbook";

  private Wording() {}

  /** One thing known about an incident, both on one line: {@code Downtime count}, {@code 7}. */
  public record Field(String label, String value) {}

  /** One thing of a list, title and remark on a line each; the remark may be empty. */
  public record Entry(String title, String remark, @Nullable String link) {}

  /** What happened, in a word or two; empty for an announcement, whose title says it all. */
  public static String state(Delivery delivery) {
    return switch (delivery.kind()) {
      case OPENED -> switch (delivery.reason()) {
        case FLAPPING -> "Flapping";
        case NOT_ANSWERED -> "Escalated"; // to somebody who had not heard of it
        default -> "Open";
      };
      case REPEATED -> delivery.reason() == Reason.GROUP_CHANGED ? "Open" : "Still open";
      case WORSENED -> "Worse";
      case ACKNOWLEDGED -> "Acknowledged";
      case UNACKNOWLEDGED -> "No longer acknowledged";
      case ESCALATED -> "Escalated";
      case HANDED_OVER -> "Handed over";
      case NOTED -> "Note";
      case ILLUSTRATED -> "With its chart";
      case REOPENED -> switch (delivery.reason()) {
        case STILL_THERE -> "Still open, although its ticket was closed";
        case FLAPPING -> "Flapping";
        case NOT_ANSWERED -> "Escalated"; // to somebody who takes it for over
        default -> "Open again";
      };
      case RESOLVED -> "Resolved";
      case ANNOUNCED -> "";
    };
  }

  /** State and title on one line. */
  public static String headline(Message message) {
    String state = state(message.delivery());
    return state.isEmpty() ? title(message.subject()) : state + ": " + title(message.subject());
  }

  /** One line without its state: {@code Repeated downtime of the same server: srv-042}. */
  public static String title(Subject subject) {
    String title = Text.line(subject.title(), 500);
    return title.isEmpty() ? Text.line(subject.alert().toString(), 500) : title;
  }

  /** The evidence, in the order of the query; columns without a value are left out. */
  public static List<Field> row(Subject subject) {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, Object> column : subject.row().columns().entrySet()) {
      if (column.getValue() != null && !isRunbook(column)) {
        fields.add(new Field(label(column.getKey()), value(column.getKey(), column.getValue())));
      }
    }
    return fields;
  }

  /** Told as a link and not as evidence, unless it is none. */
  private static boolean isRunbook(Map.Entry<String, Object> column) {
    return column.getKey().equals(Message.RUNBOOK) && Message.isAddress(String.valueOf(column.getValue()).strip());
  }

  /** What an announcement lists; where that is more than {@code most}, the last entry says how many are missing. */
  public static List<Entry> items(Message message, int most) {
    List<Subject.Item> items = message.subject().items();
    List<Entry> entries = new ArrayList<>();
    for (Subject.Item item : items.subList(0, Math.min(items.size(), most))) {
      String title = Text.line(item.title(), 500);
      entries.add(new Entry(title.isEmpty() ? "?" : title, Text.line(item.remark(), 500), message.link(item.path())));
    }
    if (items.size() > most) {
      entries.add(new Entry("… and %d more".formatted(items.size() - most), "", null));
    }
    return entries;
  }

  /** What the hub itself knows: severity, times, rule, who is on call, and who will be next. */
  public static List<Field> facts(Message message) {
    return facts(message, message.delivery().kind() == ChangeKind.RESOLVED);
  }

  /** As {@link #facts}, without what is soon out of date. */
  public static List<Field> lastingFacts(Message message) {
    return facts(message, true);
  }

  /** Of an announcement nothing but who is on call: its own facts say the rest. */
  private static List<Field> facts(Message message, boolean lasting) {
    boolean incident = message.delivery().kind() != ChangeKind.ANNOUNCED;
    List<Field> facts = incident ? standing(message) : new ArrayList<>();
    if (message.delivery().note() != null) {
      facts.add(new Field("Note", Text.line(message.delivery().note(), 1000)));
    }
    facts.addAll(onCall(message, lasting || !incident));
    if (incident) {
      facts.add(new Field("Rule", Text.line(message.subject().alert().rule(), 200)));
      message.runbook().ifPresent(url -> facts.add(new Field(RUNBOOK, url)));
    }
    return facts;
  }

  private static List<Field> standing(Message message) {
    Subject incident = message.subject();
    Instant at = message.delivery().at();
    List<Field> facts = new ArrayList<>();
    facts.add(new Field("Severity", incident.severity().label()));
    facts.add(new Field("Opened", time(incident.since())));
    if (message.delivery().kind() == ChangeKind.RESOLVED) {
      facts.add(new Field("Resolved", time(at)));
      facts.add(new Field("Lasted", duration(Duration.between(incident.since(), at))));
    } else if (message.delivery().kind() == ChangeKind.REOPENED && message.delivery().reason() != Reason.STILL_THERE) {
      facts.add(new Field("Open again", time(at)));
    } else if (message.delivery().kind() != ChangeKind.OPENED) {
      facts.add(new Field("Open for", duration(Duration.between(incident.since(), at))));
    }
    return facts;
  }

  private static List<Field> onCall(Message message, boolean lasting) {
    List<Field> fields = new ArrayList<>();
    if (message.onCall() != null) {
      fields.add(new Field(ON_CALL, OnCallWords.line(message.onCall())));
      if (!lasting) {
        OnCallWords.then(message.onCall()).ifPresent(next -> fields.add(new Field("Next on call", next)));
      }
    }
    if (message.remark() != null) {
      fields.add(new Field(SENT_TO, Text.line(message.remark(), 1000)));
    }
    return fields;
  }

  /** As plain text, a line each: {@code Downtime count: 7}. */
  public static String asLines(List<Field> fields) {
    return fields.stream().map(field -> field.label() + ": " + field.value()).collect(Collectors.joining("\n"));
  }

  /** To the second, in UTC and saying so. */
  public static String time(Instant instant) {
    return UTC.format(instant);
  }

  /** The two largest units: {@code 2 h 15 min}, {@code 3 d 4 h}, {@code 40 s}. */
  public static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    return seconds < 86_400
        ? two(seconds / 3600, "h", seconds % 3600 / 60, "min")
        : two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  private static String label(String column) {
    String words = Text.line(column.replace('_', ' '), 100);
    return words.isEmpty() ? "?" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** A value that is an instant, as the poll read it or as evidence is kept: {@code 2026-03-01T04:46:47.702826Z}. */
  public static Optional<Instant> instant(Object value) {
    if (value instanceof Instant instant) {
      return Optional.of(instant);
    }
    return value instanceof String text && KEPT.matcher(text).matches() ? parsed(text) : Optional.empty();
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException noSuchDay) {
      return Optional.empty();
    }
  }

  /** One value of a row by itself, on one line. */
  public static String text(Object value) {
    return value("", value);
  }

  static String value(String column, Object value) {
    Optional<Instant> instant = instant(value);
    if (instant.isPresent()) {
      return time(instant.get());
    }
    if (value instanceof Collection<?> list) {
      StringJoiner joined = new StringJoiner(", ");
      list.stream().limit(50).forEach(element -> joined.add(value("", element == null ? "" : element)));
      return Text.cut(joined.toString(), VALUE);
    }
    if (value instanceof Number number && unit(column) != null) {
      Duration duration = Duration.ofMillis(Math.round(number.doubleValue() * unit(column).toMillis()));
      return "%s (%s)".formatted(plain(number), duration(duration));
    }
    return value instanceof Number number ? plain(number) : Text.line(String.valueOf(value), VALUE);
  }

  private static String plain(Number number) {
    String text = String.valueOf(number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static Duration unit(String column) {
    String name = column.toLowerCase(Locale.ROOT);
    if (name.endsWith("_minutes")) {
      return Duration.ofMinutes(1);
    }
    return name.endsWith("_seconds") ? Duration.ofSeconds(1) : null;
  }
}
