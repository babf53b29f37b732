package dev.signalbox.override;

import dev.signalbox.oncall.Overrides.Made;

/**
 * An override that is in the store, made or taken back.
 *
 * @param effect of making it or of taking it back
 * @param again whether the same had been asked before, so that nothing was done this time
 */
public record Booked(Made override, Effect effect, boolean again) {}
