package dev.signalbox.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * The font, if there is one. A JDK brings none of its own: it asks fontconfig for those of the machine, and in a minimal
 * image there may be neither. What Java2D then throws differs by version and vendor, and none of it concerns the lines.
 */
final class Lettering {

  /** Legible at half its size, which is how a phone shows it. */
  static final int SIZE = 24;

  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, SIZE);
  private static final boolean THERE = works();

  private Lettering() {}

  static boolean there() {
    return THERE;
  }

  static Font font(boolean bold) {
    return bold ? FONT.deriveFont(Font.BOLD) : FONT;
  }

  private static boolean works() {
    Graphics2D paper = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return paper.getFontMetrics(FONT).stringWidth("0") > 0;
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw e;
    } catch (RuntimeException | Error e) { // "no physical fonts found" is a plain Error
      return false;
    } finally {
      paper.dispose();
    }
  }
}
