package dev.signalbox.incident;

import java.util.List;
import java.util.function.Function;

/**
 * An incident that opens, or is open again, before it is decided whether anybody hears of it.
 *
 * @param moves what is written, of the incident as it is after that decision
 * @param change what is told if it is told
 */
record Opening(Incident incident, Function<Incident, List<Move>> moves, Change change) {}
