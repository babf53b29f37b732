/**
 * Small statistics in plain arrays: start at {@link dev.signalbox.forecast.learn.Booster}. Knows nothing of servers.
 */
@NullMarked
package dev.signalbox.forecast.learn;

import org.jspecify.annotations.NullMarked;
