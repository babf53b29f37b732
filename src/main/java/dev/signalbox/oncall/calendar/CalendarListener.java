package dev.signalbox.oncall.calendar;

/** Hears how readings go, on the reading thread. */
public interface CalendarListener {

  /** @param changed whether the copy is another one now */
  void read(String schedule, boolean changed);

  void failed(String schedule, String reason, int failuresInARow);
}
