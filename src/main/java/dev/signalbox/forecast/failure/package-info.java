/**
 * Will a server have an unplanned downtime within the horizon? Start at {@link
 * dev.signalbox.forecast.failure.FailureForecaster}.
 */
@NullMarked
package dev.signalbox.forecast.failure;

import org.jspecify.annotations.NullMarked;
