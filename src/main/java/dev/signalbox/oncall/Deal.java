package dev.signalbox.oncall;

import java.time.Instant;
import java.util.List;

/**
 * How a rotation deals its turns: by position, counted from the rotation's start. So a name deleted or inserted in place
 * deals every turn anew, those of the past included.
 *
 * @param layer the layer's name
 * @param turns each one name, several or none
 * @param from the layer's {@code start}, {@link Instant#MIN} if it has none
 * @param to the layer's {@code end}, {@link Instant#MAX} if it has none
 */
public record Deal(String layer, List<List<String>> turns, Instant from, Instant to) {}
