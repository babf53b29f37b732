package dev.signalbox.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** White paper to draw on, in pixels from the upper left. Words are left out where there is no font. */
final class Paper {

  static final Color INK = new Color(0x1c2128);
  static final Color FAINT = new Color(0x57606a);
  static final Color GRID = new Color(0xd8dee4);
  static final Color LINE = new Color(0x1f4b99);
  static final Color LIMIT = new Color(0xb3261e);

  static final Stroke THIN = new BasicStroke(1.5f);
  static final Stroke THICK = new BasicStroke(4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final Stroke DASHED =
      new BasicStroke(3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {12f, 8f}, 0f);

  private final BufferedImage image;
  private final Graphics2D pen;

  Paper(int height) {
    image = new BufferedImage(Picture.WIDTH, height, BufferedImage.TYPE_INT_RGB);
    pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    fill(new Rectangle2D.Double(0, 0, Picture.WIDTH, height), Color.WHITE);
  }

  void fill(Shape shape, Color colour) {
    pen.setColor(colour);
    pen.fill(shape);
  }

  void draw(Shape shape, Color colour, Stroke stroke) {
    pen.setColor(colour);
    pen.setStroke(stroke);
    pen.draw(shape);
  }

  void line(double x1, double y1, double x2, double y2, Color colour, Stroke stroke) {
    draw(new Line2D.Double(x1, y1, x2, y2), colour, stroke);
  }

  /** Nothing is drawn outside of it from now on. */
  void clip(Shape within) {
    pen.setClip(within);
  }

  void clipNothing() {
    pen.setClip(null);
  }

  /** Bold, in the first line, cut to the width of the paper. */
  void title(String text) {
    write(text, 0, Lettering.SIZE, Picture.WIDTH, true, INK);
  }

  /** With its left end at {@code x} and its foot at {@code y}; cut to {@code width}. */
  void text(String text, double x, double y, double width, Color colour) {
    write(text, x, y, width, false, colour);
  }

  /** With its right end at {@code x}. */
  void textBefore(String text, double x, double y, Color colour) {
    write(text, x - width(text), y, Picture.WIDTH, false, colour);
  }

  /** With its middle at {@code x}, moved where it would leave the paper. */
  void textAround(String text, double x, double y, Color colour) {
    double width = width(text);
    write(text, Math.max(0, Math.min(x - width / 2, Picture.WIDTH - width)), y, Picture.WIDTH, false, colour);
  }

  /** Of a text of the usual size; 0 without a font. */
  double width(String text) {
    return Lettering.there() ? pen.getFontMetrics(Lettering.font(false)).stringWidth(text) : 0;
  }

  private void write(String text, double x, double y, double width, boolean bold, Color colour) {
    if (Lettering.there()) {
      pen.setFont(Lettering.font(bold));
      pen.setColor(colour);
      pen.drawString(fitting(text, width), (float) x, (float) y);
    }
  }

  private String fitting(String text, double width) {
    // what Unicode may hide in a name is not drawn: turned text, line breaks
    String shown = text.replaceAll("\\p{C}+", " ");
    if (pen.getFontMetrics().stringWidth(shown) <= width) {
      return shown;
    }
    int end = Math.min(shown.length(), 200);
    while (end > 0 && pen.getFontMetrics().stringWidth(shown.substring(0, end) + "…") > width) {
      end = shown.offsetByCodePoints(end, -1);
    }
    return shown.substring(0, end) + "…";
  }

  Picture picture(String alt) {
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
    // in memory: ImageIO would else put each picture on disk first
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this JDK writes no PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Picture(bytes.toByteArray(), alt, image.getHeight(), Lettering.there());
  }
}
