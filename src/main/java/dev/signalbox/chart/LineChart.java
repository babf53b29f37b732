package dev.signalbox.chart;

import dev.signalbox.chart.Days.Mark;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was measured over time, as a line; if there is one, the limit, dashed; and what is expected, dashed within a band.
 *
 * @param title what is drawn, in a few words and with its unit: {@code Memory of srv-042, %}
 * @param zone of the times at the foot
 * @param measured in order of time; may be empty
 * @param forecast in order of time; empty for none
 * @param limit null for none
 */
public record LineChart(
    String title, ZoneId zone, List<Point> measured, List<Expected> forecast, @Nullable Double limit) {

  private static final int HEIGHT = 360;
  private static final int TOP = 44;
  private static final int FOOT = HEIGHT - 40;
  private static final Color BAND = new Color(0x1f, 0x4b, 0x99, 0x33);

  public record Point(Instant at, double value) {

    public Point {
      finite(value);
    }
  }

  /**
   * @param low with {@code high}, between which the value is expected
   */
  public record Expected(Instant at, double low, double value, double high) {

    public Expected {
      finite(low);
      finite(value);
      finite(high);
      if (low > high) {
        throw new IllegalArgumentException("a band from %s to %s is upside down".formatted(low, high));
      }
    }
  }

  public LineChart {
    measured = List.copyOf(measured);
    forecast = List.copyOf(forecast);
    if (limit != null) {
      finite(limit);
    }
  }

  private static void finite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("%s cannot be drawn".formatted(value));
    }
  }

  /**
   * @param alt what the picture says, in a sentence with the numbers that matter
   */
  public Picture draw(String alt) {
    Paper paper = new Paper(HEIGHT);
    paper.title(title);
    List<Instant> times =
        Stream.concat(measured.stream().map(Point::at), forecast.stream().map(Expected::at)).sorted().toList();
    if (times.isEmpty()) {
      paper.text("no data", 0, HEIGHT / 2.0, Picture.WIDTH, Paper.FAINT);
      return paper.picture(alt);
    }
    new Drawing(paper, times.get(0), times.get(times.size() - 1)).draw();
    return paper.picture(alt);
  }

  private Scale heights() {
    double[] values = DoubleStream.concat(
        measured.stream().mapToDouble(Point::value),
        DoubleStream.concat(
            forecast.stream().flatMapToDouble(expected -> DoubleStream.of(expected.low(), expected.high())),
            limit == null ? DoubleStream.empty() : DoubleStream.of(limit))).toArray();
    return Scale.holding(
        DoubleStream.of(values).min().orElseThrow(), DoubleStream.of(values).max().orElseThrow(), 4);
  }

  /** One drawing: where the instants and values lie on its paper. */
  private final class Drawing {

    private final Paper paper;
    private final Instant from;
    private final Instant to;
    private final Scale heights = heights();
    private final double left;

    Drawing(Paper paper, Instant from, Instant to) {
      this.paper = paper;
      this.from = from;
      this.to = to.isAfter(from) ? to : from.plusSeconds(1);
      this.left = 12 + heights.lines().stream().map(heights::label).mapToDouble(paper::width).max().orElse(0);
    }

    void draw() {
      grid();
      paper.clip(new Rectangle2D.Double(left - 4, TOP - 4, Picture.WIDTH - left + 4, FOOT - TOP + 8));
      if (!forecast.isEmpty()) {
        paper.fill(band(), BAND);
        paper.draw(path(forecast.stream().map(expected -> new Point(expected.at(), expected.value())).toList()),
            Paper.LINE, Paper.DASHED);
      }
      if (limit != null) {
        paper.line(left, y(limit), Picture.WIDTH, y(limit), Paper.LIMIT, Paper.DASHED);
      }
      if (!measured.isEmpty()) {
        paper.draw(path(measured), Paper.LINE, Paper.THICK);
        Point last = measured.get(measured.size() - 1);
        paper.fill(new Ellipse2D.Double(x(last.at()) - 6, y(last.value()) - 6, 12, 12), Paper.LINE);
      }
      paper.clipNothing();
    }

    private void grid() {
      for (double value : heights.lines()) {
        paper.line(left, y(value), Picture.WIDTH, y(value), Paper.GRID, Paper.THIN);
        paper.textBefore(heights.label(value), left - 10, y(value) + Lettering.SIZE / 3.0, Paper.FAINT);
      }
      double free = 0;
      for (Mark mark : Days.marks(from, to, zone)) {
        paper.line(x(mark.at()), FOOT, x(mark.at()), FOOT + 6, Paper.FAINT, Paper.THIN);
        double half = paper.width(mark.label()) / 2;
        if (x(mark.at()) - half >= free) {
          paper.textAround(mark.label(), x(mark.at()), HEIGHT - 8, Paper.FAINT);
          free = x(mark.at()) + half + 16;
        }
      }
    }

    private Path2D path(List<Point> points) {
      Path2D path = new Path2D.Double();
      for (Point point : points) {
        go(path, point.at(), point.value());
      }
      return path;
    }

    private Path2D band() {
      Path2D path = new Path2D.Double();
      forecast.forEach(expected -> go(path, expected.at(), expected.high()));
      for (int i = forecast.size() - 1; i >= 0; i--) {
        go(path, forecast.get(i).at(), forecast.get(i).low());
      }
      path.closePath();
      return path;
    }

    private void go(Path2D path, Instant at, double value) {
      if (path.getCurrentPoint() == null) {
        path.moveTo(x(at), y(value));
      } else {
        path.lineTo(x(at), y(value));
      }
    }

    private double x(Instant at) {
      double share = (double) (at.toEpochMilli() - from.toEpochMilli()) / (to.toEpochMilli() - from.toEpochMilli());
      return left + share * (Picture.WIDTH - 8 - left);
    }

    private double y(double value) {
      return heights.pixel(value, FOOT, TOP);
    }
  }
}
