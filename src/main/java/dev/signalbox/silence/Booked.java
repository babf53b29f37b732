package dev.signalbox.silence;

import java.util.List;

/**
 * A silence in the store.
 *
 * @param warnings what its maker may not have meant; it is in force nevertheless
 * @param again whether the same had been asked before, so that nothing was done this time
 */
public record Booked(Silence silence, List<String> warnings, boolean again) {}
