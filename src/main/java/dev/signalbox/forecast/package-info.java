/**
 * Warnings before something breaks: start at {@link dev.signalbox.forecast.Forecaster}, the one port. A model is told
 * facts in the order of time and asked what it expects; what it was not told it cannot use, so that nothing looks into
 * the future. {@code learn} holds the statistics, {@code failure}, {@code trend} and {@code anomaly} one kind of
 * prediction each. Plain Java: no database, no files, no clock, the same answer for the same facts.
 */
@NullMarked
package dev.signalbox.forecast;

import org.jspecify.annotations.NullMarked;
