package dev.signalbox.silence;

import dev.signalbox.incident.Incident;
import java.util.List;

/**
 * A silence that nobody has made yet.
 *
 * @param holds the open incidents that it would hold now, newest first
 * @param looked of how many
 */
public record Preview(Silence silence, List<String> warnings, List<Incident> holds, int looked) {}
