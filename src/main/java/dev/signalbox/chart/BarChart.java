package dev.signalbox.chart;

import java.awt.Color;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/**
 * Bars that lie, one below the other, each with its name above it and its value behind it: so long names can be read on
 * a phone.
 *
 * @param title what is drawn, in a few words and with its unit: {@code Availability this month, %}
 * @param from where the bars begin, usually 0; 90 to tell 99.5 from 99.9 by eye
 * @param to where a bar fills the width, above {@code from}
 * @param bars from above; may be empty
 */
public record BarChart(String title, double from, double to, List<Bar> bars) {

  private static final int TOP = 48;
  private static final int EACH = 60;
  private static final int MOST = 24;

  /**
   * @param value not negative, and finite
   * @param shown the value as people read it: {@code 99.95 %}
   */
  public record Bar(String name, double value, String shown, Tone tone) {

    public Bar {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("%s: %s cannot be drawn".formatted(name, value));
      }
    }
  }

  /** What a bar means. */
  public enum Tone {
    PLAIN(0x1f4b99),
    GOOD(0x1a7f37),
    WARNING(0x9a6700),
    BAD(0xb3261e);

    private final Color colour;

    Tone(int rgb) {
      colour = new Color(rgb);
    }
  }

  public BarChart {
    bars = List.copyOf(bars);
    if (!(to > from)) {
      throw new IllegalArgumentException("bars from %s to %s have no length".formatted(from, to));
    }
  }

  /**
   * @param alt what the picture says, in a sentence with the numbers that matter
   */
  public Picture draw(String alt) {
    int drawn = Math.min(bars.size(), MOST);
    boolean more = bars.size() > MOST;
    Paper paper = new Paper(TOP + Math.max(1, drawn) * EACH + (more ? EACH / 2 : 0));
    paper.title(title);
    if (bars.isEmpty()) {
      paper.text("no data", 0, TOP + EACH / 2.0, Picture.WIDTH, Paper.FAINT);
    }
    for (int i = 0; i < drawn; i++) {
      bar(paper, bars.get(i), TOP + i * EACH);
    }
    if (more) {
      paper.text("… and %d more".formatted(bars.size() - MOST), 0, TOP + MOST * EACH + EACH / 3.0, Picture.WIDTH, Paper.FAINT);
    }
    return paper.picture(alt);
  }

  private void bar(Paper paper, Bar bar, double y) {
    double value = paper.width(bar.shown());
    paper.text(bar.name(), 0, y + Lettering.SIZE - 2, Picture.WIDTH - value - 20, Paper.INK);
    paper.textBefore(bar.shown(), Picture.WIDTH, y + Lettering.SIZE - 2, Paper.INK);
    double share = Math.max(0, Math.min(1, (bar.value() - from) / (to - from)));
    paper.fill(new RoundRectangle2D.Double(0, y + 32, Picture.WIDTH, 14, 8, 8), Paper.GRID);
    if (share > 0) {
      paper.fill(new RoundRectangle2D.Double(0, y + 32, Math.max(6, share * Picture.WIDTH), 14, 8, 8), bar.tone().colour);
    }
  }
}
