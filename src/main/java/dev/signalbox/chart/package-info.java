/**
 * Small pictures for mails and pages, drawn by Java2D without a screen. Start at {@link dev.signalbox.chart.LineChart} and
 * {@link dev.signalbox.chart.BarChart}. Nothing of the hub in here: numbers in, a {@link dev.signalbox.chart.Picture} out.
 */
@NullMarked
package dev.signalbox.chart;

import org.jspecify.annotations.NullMarked;
