package dev.signalbox.web.console.oncall;

import dev.signalbox.web.Given;
import dev.signalbox.web.LocalPath;
import dev.signalbox.web.Refusal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of the calendar is looked at, as the query string says; what it does not say has a default.
 *
 * @param from the first day; null for today, whatever day that is when the page is asked for again
 * @param weeks how many, one of {@link #choices}
 * @param zone in whose time: {@code schedule}, {@code utc}, or an IANA name, which is how a browser names its own
 */
public record CalendarView(@Nullable LocalDate from, int weeks, String zone) {

  private static final List<Integer> WEEKS = List.of(1, 2, 4);
  public static final String OF_SCHEDULE = "schedule";
  public static final String UTC = "utc";

  private static final int USUAL_WEEKS = 2;
  private static final LocalDate EARLIEST = LocalDate.of(1971, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2199, 1, 1);

  public static CalendarView of(@Nullable String from, @Nullable String weeks, @Nullable String zone) {
    List<String> choices = WEEKS.stream().map(String::valueOf).toList();
    return new CalendarView(
        Given.text(from).<@Nullable LocalDate>map(CalendarView::date).orElse(null),
        Given.oneOf("weeks", weeks, choices).map(Integer::parseInt).orElse(USUAL_WEEKS),
        Given.text(zone).map(CalendarView::known).orElse(OF_SCHEDULE));
  }

  private static LocalDate date(String text) {
    LocalDate date;
    try {
      date = LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Refusal.badInput("from '%s' is not a date, use one as in 2026-03-28", text);
    }
    if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
      throw Refusal.badInput("from '%s' is not between %s and %s", text, EARLIEST, LATEST);
    }
    return date;
  }

  private static String known(String name) {
    if (name.equals(OF_SCHEDULE) || name.equals(UTC) || ZoneId.getAvailableZoneIds().contains(name)) {
      return name;
    }
    throw Refusal.badInput(
        "zone '%s' is unknown, use %s, %s or an IANA name such as Europe/Berlin", name, OF_SCHEDULE, UTC);
  }

  /** @param own the zone that counts where none is asked for */
  public ZoneId zone(ZoneId own) {
    return switch (zone) {
      case OF_SCHEDULE -> own;
      case UTC -> ZoneOffset.UTC;
      default -> ZoneId.of(zone);
    };
  }

  Ruler ruler(ZoneId own, Instant now) {
    ZoneId shown = zone(own);
    return Ruler.of(from == null ? LocalDate.ofInstant(now, shown) : from, 7 * weeks, shown);
  }

  /** No later than the first instant shown, whatever the zone, and than the present. */
  Instant earliest(Instant now) {
    Instant first = from == null ? now : from.atStartOfDay(ZoneOffset.UTC).toInstant();
    return (first.isBefore(now) ? first : now).minus(Duration.ofDays(1));
  }

  public List<Integer> choices() {
    return WEEKS;
  }

  /** Whether the zone is neither the schedule's nor UTC, so the reader's own most likely. */
  public boolean elsewhere() {
    return !zone.equals(OF_SCHEDULE) && !zone.equals(UTC);
  }

  public CalendarView weeks(int other) {
    return new CalendarView(from, other, zone);
  }

  public CalendarView in(String other) {
    return new CalendarView(from, weeks, other);
  }

  CalendarView startingOn(LocalDate day) {
    return new CalendarView(day, weeks, zone);
  }

  public CalendarView today() {
    return new CalendarView(null, weeks, zone);
  }

  /** @param pages so many times its weeks later, or earlier where negative */
  public CalendarView turned(int pages, LocalDate today) {
    LocalDate other = (from == null ? today : from).plusWeeks((long) pages * weeks);
    boolean shown = !other.isBefore(EARLIEST) && !other.isAfter(LATEST);
    return shown ? new CalendarView(other.equals(today) ? null : other, weeks, zone) : this;
  }

  /** As a query string, without what is the default: {@code ?from=2026-08-03&weeks=4}, or nothing. */
  public String query() {
    return query(Map.of());
  }

  String query(Map<String, String> more) {
    StringBuilder query = new StringBuilder();
    more.forEach((name, value) -> add(query, name, value));
    add(query, "from", from == null ? null : from.toString());
    add(query, "weeks", weeks == USUAL_WEEKS ? null : String.valueOf(weeks));
    add(query, "zone", zone.equals(OF_SCHEDULE) ? null : zone);
    return query.toString();
  }

  private static void add(StringBuilder query, String name, @Nullable String value) {
    if (value != null) {
      query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(LocalPath.encoded(value));
    }
  }
}
