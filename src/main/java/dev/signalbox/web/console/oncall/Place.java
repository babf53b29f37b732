package dev.signalbox.web.console.oncall;

/**
 * Where something lies on a line, in thousandths of its length: finer than a screen shows, and few enough to be classes
 * of {@code positions.css}, since the console allows no inline style. (Positions as attributes of SVG would have to
 * hold HTML in foreignObject, which Safari draws in the wrong place.)
 */
public record Place(int x, int width) {

  /** For example {@code x12 x_5 w7 w_1}: begins at 12.5 %, is 7.1 % long. */
  public String classes() {
    return "x%d x_%d w%d w_%d".formatted(x / 10, x % 10, width / 10, width % 10);
  }
}
