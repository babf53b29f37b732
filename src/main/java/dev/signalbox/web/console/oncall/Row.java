package dev.signalbox.web.console.oncall;

import java.util.List;

/**
 * One line of the calendar.
 *
 * @param kind {@code result}, {@code overrides} or {@code layer}
 * @param height in pixels
 */
public record Row(String kind, String label, int height, List<Bar> bars) {}
