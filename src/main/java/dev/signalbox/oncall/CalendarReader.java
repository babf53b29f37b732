package dev.signalbox.oncall;

import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code ical:}, {@code sql:} or {@code pagerduty:} of a schedule, and what belongs to them. */
final class CalendarReader {

  private static final Duration EVERY_QUARTER = Duration.ofMinutes(15);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,4})([mhd])");
  private static final Pattern PAGERDUTY_ID = Pattern.compile("[A-Z0-9]{3,32}|\\{\\{[^{}]+}}");

  private static final Pattern OTHER_SCHEME = Pattern.compile("(?is)(?!(https?|webcal|file):)[a-z][a-z0-9+.-]+:.*");

  private final Fields fields;

  CalendarReader(Fields fields) {
    this.fields = fields;
  }

  Optional<CalendarRef> read() {
    Optional<Element> source = fields.get("source");
    Duration refresh = fields.get("refresh").map(CalendarReader::refresh).orElse(EVERY_QUARTER);
    List<CalendarRef.Kind> kinds = Arrays.stream(CalendarRef.Kind.values()).filter(kind -> fields.get(key(kind)).isPresent()).toList();
    if (kinds.isEmpty()) {
      List.of("source", "refresh").stream().filter(key -> fields.get(key).isPresent()).forEach(key ->
          fields.key(key).complain("%s belongs to a calendar kept elsewhere; there is no ical, sql or pagerduty here", key));
      return Optional.empty();
    }
    if (kinds.size() > 1) {
      fields.key(key(kinds.get(1))).complain("%s has both %s and %s; keep one", fields.what(), key(kinds.get(0)), key(kinds.get(1)));
    }
    CalendarRef.Kind kind = kinds.get(0);
    if (source.isPresent() && kind != CalendarRef.Kind.SQL) {
      fields.key("source").complain("source names a database, which only sql needs; leave it out");
    }
    Element location = fields.get(key(kind)).orElseThrow();
    return Optional.of(new CalendarRef(kind, location(location, kind), source.map(it -> it.text("source")).orElse(""), refresh));
  }

  private static String location(Element element, CalendarRef.Kind kind) {
    String text = element.text(key(kind)).strip();
    if (text.isEmpty()) {
      element.complain("%s is empty; %s", key(kind), remedy(kind));
    } else if (kind == CalendarRef.Kind.ICAL && OTHER_SCHEME.matcher(text).matches()) {
      // which one stays unsaid: it may be a secret
      element.complain("ical has an address that the hub does not read; %s", remedy(kind));
    } else if (kind == CalendarRef.Kind.SQL && !text.matches("file:[^?#]+\\.sql")) {
      element.complain("sql '%s' is not a file of SQL; %s", text, remedy(kind));
    } else if (kind == CalendarRef.Kind.PAGERDUTY && !PAGERDUTY_ID.matcher(text).matches()) {
      element.complain("pagerduty '%s' is not the id of a schedule; %s", text, remedy(kind));
    }
    return text;
  }

  private static String remedy(CalendarRef.Kind kind) {
    return switch (kind) {
      case ICAL -> "write a path, or a URL that begins with https: or http:";
      case SQL -> "write one such as file:routes/sql/on-call-rota.sql";
      case PAGERDUTY -> "write one such as PI7DH85, as in the address of the schedule's page";
    };
  }

  private static Duration refresh(Element element) {
    String text = element.text("refresh");
    Matcher matcher = DURATION.matcher(text);
    Duration refresh = !matcher.matches() ? Duration.ZERO : switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(Long.parseLong(matcher.group(1)));
      case "h" -> Duration.ofHours(Long.parseLong(matcher.group(1)));
      default -> Duration.ofDays(Long.parseLong(matcher.group(1)));
    };
    if (refresh.compareTo(Duration.ofMinutes(1)) < 0 || refresh.compareTo(Duration.ofDays(7)) > 0) {
      element.complain("refresh '%s' is not a time between 1m and 7d; write one such as 15m", text);
      return EVERY_QUARTER;
    }
    return refresh;
  }

  static String key(CalendarRef.Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
