package dev.signalbox.web.console.oncall;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The days above a timeline. */
final class Headings {

  private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH);

  private Headings() {}

  static List<Timeline.Heading> of(Ruler ruler, LocalDate today) {
    List<Timeline.Heading> headings = new ArrayList<>();
    for (Ruler.Day day : ruler.days()) {
      boolean namesMonth = headings.isEmpty() || day.date().getDayOfMonth() == 1;
      String length = hours(day.length());
      headings.add(new Timeline.Heading(
          day.place(), kind(day, today),
          day.date().getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
          day.date().getDayOfMonth(),
          namesMonth ? day.date().getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) : null,
          day.odd() ? length : null,
          FULL.format(day.date()) + (day.odd() ? ", the clock is changed: " + length : "")));
    }
    return headings;
  }

  /** {@code 25 h}, {@code 24 h 30 min}. */
  private static String hours(Duration length) {
    return length.toHours() + " h" + (length.toMinutesPart() == 0 ? "" : " " + length.toMinutesPart() + " min");
  }

  private static String kind(Ruler.Day day, LocalDate today) {
    StringBuilder kind = new StringBuilder("day");
    kind.append(day.date().equals(today) ? " today" : "");
    kind.append(day.weekend() ? " weekend" : "");
    kind.append(day.date().getDayOfWeek() == DayOfWeek.MONDAY ? " monday" : "");
    kind.append(day.odd() ? " odd" : "");
    return kind.toString();
  }
}
