package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.Interval;
import dev.signalbox.override.Effect;
import dev.signalbox.override.Listed;
import dev.signalbox.override.Preview;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an override would change, for its maker to look at before it is made.
 *
 * @param told {@code Ben Okafor instead of Anna Lindqvist}
 * @param warnings in one sentence each
 * @param differences the first {@value #SHOWN}; {@code more} is how many there are besides
 * @param timeline null where it would be too long to see anything
 * @param seen a name for all this: the same only as long as the same would change
 */
public record OverridePreview(
    String told, String span, String exact, List<String> warnings, List<Line> differences, int more,
    @Nullable Timeline timeline, String seen) {

  private static final int SHOWN = 12;
  private static final int LONGEST_LINE = 31;

  /** One stretch: who would have been on call, and who is. */
  public record Line(String span, String exact, List<Bar.Who> before, List<Bar.Who> after) {}

  static OverridePreview of(Preview preview, ZoneId shown, Cast cast, Instant now) {
    WallTime wall = new WallTime(shown);
    Interval during = preview.change().during();
    List<Differences.Difference> all = Differences.between(preview.without(), preview.with(), during);
    String name = preview.change() + "\n" + preview.effect();
    return new OverridePreview(
        new Phrases(cast).told(preview.change()),
        wall.span(during.start(), during.end()),
        wall.exactSpan(during.start(), during.end()),
        preview.effect().warnings().stream().map(Effect.Warning::sentence).toList(),
        all.stream().limit(SHOWN).map(one -> line(one, wall, cast)).toList(),
        Math.max(0, all.size() - SHOWN),
        timeline(preview, wall, cast, now),
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
  }

  private static Line line(Differences.Difference one, WallTime wall, Cast cast) {
    Interval during = one.during();
    return new Line(
        wall.span(during.start(), during.end()), wall.exactSpan(during.start(), during.end()), cast.who(one.before()),
        cast.who(one.after()));
  }

  /** A day around it, both ways. */
  private static @Nullable Timeline timeline(Preview preview, WallTime wall, Cast cast, Instant now) {
    Interval during = preview.change().during();
    LocalDate first = wall.date(during.start()).minusDays(1);
    int days = (int) ChronoUnit.DAYS.between(first, wall.date(during.end()).plusDays(2));
    if (days > LONGEST_LINE) {
      return null;
    }
    Ruler ruler = Ruler.of(first, days, wall.zone());
    WallTime shown = new WallTime(wall.zone(), new Interval(ruler.from(), ruler.to()));
    ScheduleTimeline draw = new ScheduleTimeline(ruler, shown, cast);
    List<Row> rows = List.of(
        draw.result("As it is", preview.without().watches(ruler.from(), ruler.to()), List.of(), watch -> null),
        draw.result("With it", preview.with().watches(ruler.from(), ruler.to()),
            List.of(new Listed(preview.change(), null)), watch -> null));
    return new Timeline("Before and after", draw.headings(now), ruler.mark(now).orElse(null), rows);
  }
}
