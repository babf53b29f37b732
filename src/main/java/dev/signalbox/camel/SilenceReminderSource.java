package dev.signalbox.camel;

import dev.signalbox.silence.SilenceReminder;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;

/** What is behind one {@code kamelet:silence-reminder-source}: once a week, the silences that hide open incidents. */
public final class SilenceReminderSource extends AnnouncingSource {

  private String day = "monday";
  private String at = "09:00";
  private String timezone = "UTC";

  @Override
  public void init() {
    super.init();
    hour();
  }

  @Override
  List<Notice> due(Exchange exchange, Announcing poll) {
    SilenceReminder reminder = exchange.getContext().getRegistry().findSingleByType(SilenceReminder.class);
    return reminder.due(id(), severity(), hour(), poll.now()).flatMap(one -> poll.announce(one, null, null)).stream().toList();
  }

  private SilenceReminder.Hour hour() {
    return new SilenceReminder.Hour(weekday(), time(), zone());
  }

  private DayOfWeek weekday() {
    try {
      return DayOfWeek.valueOf(day.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("parameter 'day' has the value '%s': write a weekday such as monday".formatted(day), e);
    }
  }

  private LocalTime time() {
    try {
      return LocalTime.parse(at.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("parameter 'at' has the value '%s': write a time such as 09:00".formatted(at), e);
    }
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(timezone.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "parameter 'timezone' has the value '%s': write an IANA name such as Europe/Berlin".formatted(timezone), e);
    }
  }

  public void setDay(String day) {
    this.day = day;
  }

  public void setAt(String at) {
    this.at = at;
  }

  public void setTimezone(String timezone) {
    this.timezone = timezone;
  }
}
