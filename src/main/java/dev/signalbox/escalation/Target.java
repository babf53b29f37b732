package dev.signalbox.escalation;

import java.util.function.Function;

/** Who is asked at a level: a person by name, or whoever a schedule has on call when the level is entered. */
public sealed interface Target {

  <R> R fold(Function<OfSchedule, R> schedule, Function<OfUser, R> user);

  /** Whoever is on call then. */
  record OfSchedule(String schedule) implements Target {
    @Override
    public <R> R fold(Function<OfSchedule, R> onSchedule, Function<OfUser, R> onUser) {
      return onSchedule.apply(this);
    }
  }

  /** Always this person. */
  record OfUser(String user) implements Target {
    @Override
    public <R> R fold(Function<OfSchedule, R> onSchedule, Function<OfUser, R> onUser) {
      return onUser.apply(this);
    }
  }
}
