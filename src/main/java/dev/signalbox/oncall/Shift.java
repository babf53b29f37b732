package dev.signalbox.oncall;

import java.time.Instant;
import java.util.SortedSet;

/** A maximal interval with the same people on call; never empty of people or time. */
public record Shift(Instant start, Instant end, SortedSet<String> participants) {}
