package dev.signalbox.override;

import dev.signalbox.oncall.Overrides.Made;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener for tests: {@code made ben} and {@code withdrawn ben}, each with the override's participants. */
public final class OverrideJournal implements OverrideListener {

  private final List<String> entries = new CopyOnWriteArrayList<>();

  public List<String> entries() {
    return List.copyOf(entries);
  }

  public void clear() {
    entries.clear();
  }

  @Override
  public void made(Made override) {
    entries.add("made " + String.join(", ", override.change().names()));
  }

  @Override
  public void withdrawn(Made override) {
    entries.add("withdrawn " + String.join(", ", override.change().names()));
  }
}
