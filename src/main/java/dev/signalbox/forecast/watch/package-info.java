/**
 * The models at work: start at {@link dev.signalbox.forecast.watch.Watch}, which is told rows in rounds and answers with
 * forecasts, and at {@link dev.signalbox.forecast.watch.Lookout}, which holds the models. What they remember is kept by
 * {@link dev.signalbox.forecast.watch.Memory}, what they said and what came of it by {@link
 * dev.signalbox.forecast.watch.Ledger}.
 */
@NullMarked
package dev.signalbox.forecast.watch;

import org.jspecify.annotations.NullMarked;
