package dev.signalbox.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Participants taking turns.
 *
 * @param begins nobody is on call before; the handoff at or before it starts the first turn
 * @param every turns of the grid that one participant serves; 1 unless {@code workdays} are counted, because the grid
 *     of any other rotation already has the length of a turn
 * @param participants in order; several names are on call together, none is a turn with nobody
 */
record Rotation(
    Instant begins, Handoffs handoffs, Optional<Workdays> workdays, int every, List<List<String>> participants)
    implements Crew {

  @Override
  public Stretch<List<String>> at(Instant t, Absences absences) {
    if (t.isBefore(begins)) {
      return new Stretch<>(List.of(), begins);
    }
    if (participants.isEmpty()) {
      return Stretch.forever(List.of());
    }
    Stretch<Long> slot = handoffs.at(t);
    long turn = slot.value() < 0 ? Workdays.NO_TURN : workdays.map(days -> days.turn(slot.value())).orElse(slot.value());
    return turn < 0
        ? new Stretch<>(List.of(), slot.until())
        : new Stretch<>(present(turn / every, t, absences), slot.until()).atMost(absences.nextChange(t));
  }

  @Override
  public List<String> members() {
    return participants.stream().flatMap(List::stream).toList();
  }

  /** Where a whole entry is away, the next one with somebody there stands in; the turns stay as they are. */
  private List<String> present(long turn, Instant t, Absences absences) {
    int size = participants.size();
    int first = (int) (turn % size);
    if (participants.get(first).isEmpty()) {
      return List.of();
    }
    for (int i = 0; i < size; i++) {
      List<String> there = absences.present(participants.get((first + i) % size), t);
      if (!there.isEmpty()) {
        return there;
      }
    }
    return List.of();
  }
}
