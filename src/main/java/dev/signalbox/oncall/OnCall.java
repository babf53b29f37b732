package dev.signalbox.oncall;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record OnCall(
    String schedule, Instant at, List<Person> primary, List<Person> next, @Nullable Instant nextAt, boolean fallbackUsed) {}
