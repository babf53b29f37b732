/** Will a metric cross its limit within the horizon? Start at {@link dev.signalbox.forecast.trend.TrendForecaster}. */
@NullMarked
package dev.signalbox.forecast.trend;

import org.jspecify.annotations.NullMarked;
