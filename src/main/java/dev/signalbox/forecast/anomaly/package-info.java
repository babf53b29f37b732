/** How unlike its own past is a server now? Start at {@link dev.signalbox.forecast.anomaly.AnomalyForecaster}. */
@NullMarked
package dev.signalbox.forecast.anomaly;

import org.jspecify.annotations.NullMarked;
