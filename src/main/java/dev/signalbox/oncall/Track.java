package dev.signalbox.oncall;

import java.util.List;

/** What one layer of a schedule says by itself, before those above it, overrides and fallback. */
public record Track(String name, List<Shift> shifts) {}
