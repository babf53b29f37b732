package dev.signalbox.web.console.oncall;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One interval of a row, as drawn.
 *
 * @param kind classes of the style sheet: {@code shift}, {@code changed} (by an override), {@code gap},
 *     {@code fallback}, {@code override}; {@code from-before} and {@code goes-on} where it does not begin
 *     or end on the line
 * @param people one below the other; nobody in a gap
 * @param times below the names, where there is room
 * @param hint everything, exactly
 * @param href where it leads; null if nowhere
 */
public record Bar(
    Place place, String kind, List<Who> people, String times, String hint, @Nullable String href) {

  /**
   * @param initials for a bar that is too short for the label
   * @param look classes of {@link Looks}
   */
  public record Who(String label, String initials, String look) {}
}
