package dev.signalbox.oncall;

import java.time.Instant;

/** An interval with the same people on call for the same reason; never empty of time, of people perhaps. */
public record Watch(Instant start, Instant end, Standing standing) {}
