/**
 * What is owed to the world outside and what became of it: {@link dev.signalbox.delivery.Outbox} keeps it, the
 * {@link dev.signalbox.delivery.Dispatcher} sends it, an {@link dev.signalbox.delivery.Outcome} says how that went. Start
 * with the Outbox. Knows neither channels' protocols nor Camel nor JDBC.
 */
@NullMarked
package dev.signalbox.delivery;

import org.jspecify.annotations.NullMarked;
