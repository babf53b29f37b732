package dev.signalbox.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.signalbox.chart.BarChart.Bar;
import dev.signalbox.chart.BarChart.Tone;
import dev.signalbox.chart.LineChart.Expected;
import dev.signalbox.chart.LineChart.Point;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ChartTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final int BLUE = 0x1f4b99;
  private static final int RED = 0xb3261e;
  private static final int WHITE = 0xffffff;

  @Test
  void equal_numbers_make_equal_bytes() throws IOException {
    Picture first = memory().draw("Memory grows");
    assertThat(memory().draw("Memory grows").png()).isEqualTo(first.png());
    assertThat(bars().draw("Teams").png()).isEqualTo(bars().draw("Teams").png());
    Files.write(Path.of("target/chart-line.png"), first.png());
    Files.write(Path.of("target/chart-bars.png"), bars().draw("Teams").png());
    assertThat(first.alt()).isEqualTo("Memory grows");
    assertThat(first.png().length).isLessThan(40_000);
  }

  @Test
  void a_line_has_its_limit_and_its_band() throws IOException {
    BufferedImage image = read(memory().draw(""));
    assertThat(image.getWidth()).isEqualTo(Picture.WIDTH);
    assertThat(image.getRGB(Picture.WIDTH - 1, 0) & WHITE).isEqualTo(WHITE);
    int limit = rowsOf(image, RED).get(0);
    List<Integer> line = rowsOf(image, BLUE);
    // the axis ends at a round value above the limit; what is expected crosses it, what was measured does not
    assertThat(rowsOf(image, RED)).hasSizeLessThan(5);
    assertThat(line.get(line.size() - 1)).isGreaterThan(limit);
    assertThat(pixelsOf(image, blend(BLUE), Picture.WIDTH / 2, Picture.WIDTH)).isGreaterThan(1000);
    assertThat(pixelsOf(image, blend(BLUE), 0, Picture.WIDTH / 2)).as("only the soft edges of the line").isLessThan(100);
  }

  @Test
  void without_a_forecast_and_a_limit_there_is_neither() throws IOException {
    BufferedImage image = read(new LineChart("Load", BERLIN, measured(), List.of(), null).draw(""));
    assertThat(rowsOf(image, RED)).isEmpty();
    assertThat(pixelsOf(image, blend(BLUE), 0, Picture.WIDTH)).as("only the soft edges of the line").isLessThan(100);
    assertThat(rowsOf(image, BLUE)).isNotEmpty();
  }

  @Test
  void bars_are_as_long_as_their_values_and_have_the_colour_of_what_they_mean() throws IOException {
    BarChart chart = new BarChart("", 90, 100, List.of(
        new Bar("", 95, "", Tone.PLAIN), new Bar("", 120, "", Tone.BAD), new Bar("", 80, "", Tone.PLAIN)));
    BufferedImage image = read(chart.draw(""));
    assertThat(Collections.max(columnsOf(image, BLUE))).isBetween(Picture.WIDTH / 2 - 3, Picture.WIDTH / 2 + 3);
    assertThat(Collections.max(columnsOf(image, RED))).isGreaterThan(Picture.WIDTH - 4);
    assertThat(rowsOf(image, BLUE)).hasSizeLessThan(20);
  }

  @Test
  void nothing_to_draw_is_a_picture_too() throws IOException {
    assertThat(read(new LineChart("Load", BERLIN, List.of(), List.of(), 90.0).draw("")).getHeight()).isPositive();
    assertThat(read(new BarChart("Teams", 0, 1, List.of()).draw("")).getHeight()).isPositive();
    assertThat(read(new LineChart("One", BERLIN, List.of(new Point(NOON, 0)), List.of(), null).draw(""))).isNotNull();
  }

  @Test
  void hostile_names_and_a_crowd_of_bars_stay_on_the_paper() throws IOException {
    String name = "\u202e<script>\n" + "😀".repeat(3000);
    List<Bar> crowd = IntStream.range(0, 500).mapToObj(i -> new Bar(name, i, "1", Tone.PLAIN)).toList();
    Picture picture = new BarChart(name, 0, 500, crowd).draw("");
    assertThat(picture.height()).isLessThan(1600);
    assertThat(read(picture).getHeight()).isEqualTo(picture.height());
  }

  @Test
  void what_is_no_number_is_refused_at_once() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Point(NOON, Double.NaN)).withMessageContaining("NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> new Expected(NOON, 3, 2, 1)).withMessageContaining("upside down");
    assertThatIllegalArgumentException().isThrownBy(() -> new BarChart("", 1, 1, List.of())).withMessageContaining("no length");
  }

  @Test
  void marks_are_full_hours_or_days_of_the_zone_also_when_its_clocks_change() {
    Instant dst = Instant.parse("2026-10-24T22:00:00Z"); // midnight before a day of 25 hours
    assertThat(Days.marks(dst, dst.plus(Duration.ofHours(25)), BERLIN)).extracting(Days.Mark::label)
        .containsExactly("25 Oct", "06:00", "12:00", "18:00", "26 Oct");
    assertThat(Days.marks(dst, dst.plus(Duration.ofDays(30)), BERLIN)).hasSizeLessThanOrEqualTo(5)
        .allSatisfy(mark -> assertThat(mark.at().atZone(BERLIN).getHour()).isZero());
  }

  @Test
  void values_are_labelled_with_as_few_digits_as_tell_them_apart() {
    Scale percent = Scale.holding(99.91, 99.98, 4);
    assertThat(percent.lines().stream().map(percent::label)).containsExactly("99.9", "99.92", "99.94", "99.96", "99.98");
    Scale large = Scale.holding(0, 81_000, 4);
    assertThat(large.lines().stream().map(large::label)).containsExactly("0", "50k", "100k");
    Scale flat = Scale.holding(5, 5, 4);
    assertThat(flat.to()).isGreaterThan(flat.from());
  }

  private static LineChart memory() {
    List<Expected> forecast = IntStream.rangeClosed(0, 12)
        .mapToObj(i -> new Expected(NOON.plus(Duration.ofHours(i)), 80 + i - i * 0.5, 80 + i, 80 + i + i * 0.7)).toList();
    return new LineChart("Memory of srv-042, %", BERLIN, measured(), forecast, 90.0);
  }

  private static List<Point> measured() {
    List<Point> measured = new ArrayList<>();
    for (int i = -24; i <= 0; i++) {
      measured.add(new Point(NOON.plus(Duration.ofHours(i)), 80 + i * 0.9 + 2 * Math.sin(i)));
    }
    return measured;
  }

  private static BarChart bars() {
    return new BarChart("Availability this month, %", 99, 100, List.of(
        new Bar("payments", 99.95, "99.95 %", Tone.GOOD),
        new Bar("a team with a very long name that nobody will ever be able to read in one line", 99.5, "99.50 %", Tone.WARNING),
        new Bar("core", 98.2, "98.20 %", Tone.BAD)));
  }

  private static BufferedImage read(Picture picture) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(picture.png()));
  }

  /** The band lies over white, at a fifth of its strength. */
  private static int blend(int colour) {
    int blended = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      blended |= (int) Math.round(0xff + ((colour >> shift & 0xff) - 0xff) * 0.2) << shift;
    }
    return blended;
  }

  private static List<Integer> rowsOf(BufferedImage image, int colour) {
    return IntStream.range(0, image.getHeight())
        .filter(y -> IntStream.range(0, image.getWidth()).anyMatch(x -> near(image.getRGB(x, y), colour))).boxed().toList();
  }

  private static List<Integer> columnsOf(BufferedImage image, int colour) {
    return IntStream.range(0, image.getWidth())
        .filter(x -> IntStream.range(0, image.getHeight()).anyMatch(y -> near(image.getRGB(x, y), colour))).boxed().toList();
  }

  private static long pixelsOf(BufferedImage image, int colour, int fromX, int toX) {
    return IntStream.range(0, image.getHeight())
        .mapToLong(y -> IntStream.range(fromX, toX).filter(x -> near(image.getRGB(x, y), colour)).count()).sum();
  }

  private static boolean near(int pixel, int colour) {
    for (int shift = 0; shift <= 16; shift += 8) {
      if (Math.abs((pixel >> shift & 0xff) - (colour >> shift & 0xff)) > 2) {
        return false;
      }
    }
    return true;
  }
}
