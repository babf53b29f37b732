/**
 * Signalbox: rows of SQL tables in, alerts and tickets out, each exactly once. {@link dev.signalbox.Main} starts it.
 * The way of the data is rule → {@code incident} → {@code delivery} → {@code channel}; {@code docs/architecture.md} has
 * the map.
 */
@NullMarked
package dev.signalbox;

import org.jspecify.annotations.NullMarked;
