package dev.signalbox.report;

import dev.signalbox.chart.BarChart;
import dev.signalbox.chart.BarChart.Bar;
import dev.signalbox.chart.LineChart;
import dev.signalbox.chart.LineChart.Point;
import dev.signalbox.chart.Picture;
import dev.signalbox.report.Downtime.OfTeam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The report's charts, each drawn when the account asks for it. */
final class Pictures {

  private static final int DAYS = 30;
  private static final List<String> AGES =
      List.of("less than 1 h", "1 to 4 h", "4 h to 1 day", "1 to 7 days", "more than 7 days");

  private final Facts facts;
  private final Map<String, Picture> drawn = new LinkedHashMap<>();

  Pictures(Facts facts) {
    this.facts = facts;
  }

  /** By file name, in the order in which they were drawn. */
  Map<String, Picture> drawn() {
    return drawn;
  }

  Report.Picture ages() {
    List<Long> ages = facts.hub().ages();
    List<Bar> bars = IntStream.range(0, AGES.size()).mapToObj(i -> new Bar(
        AGES.get(i), ages.get(i), String.valueOf(ages.get(i)),
        i < 2 ? BarChart.Tone.PLAIN : i == 2 ? BarChart.Tone.WARNING : BarChart.Tone.BAD)).toList();
    String alt = "Open incidents by age: " + bars.stream()
        .map(bar -> bar.name() + " " + bar.shown()).collect(Collectors.joining(", "));
    double most = Math.max(1, ages.stream().mapToLong(Long::longValue).max().orElse(1));
    return add("ages.png", new BarChart("Open incidents by age", 0, most, bars).draw(alt));
  }

  Report.Picture availability() {
    List<OfTeam> teams = Downtime.byTeam(facts.source(), facts.month(), facts.now());
    double least = teams.stream().mapToDouble(OfTeam::availability).min().orElse(100);
    double from = least >= 99 ? 99 : least >= 90 ? 90 : 0;
    List<Bar> bars = teams.stream().map(team -> new Bar(
        team.team(), team.availability(), Account.percent(team.availability()), tone(team.availability()))).toList();
    String alt = "Availability in %s: %s".formatted(facts.month().name(), bars.stream()
        .map(bar -> Account.line(bar.name()) + " " + bar.shown()).collect(Collectors.joining(", ")));
    String title = "Availability in %s, from %d %%".formatted(facts.month().name(), Math.round(from));
    return add("availability.png", new BarChart(title, from, 100, bars).draw(alt));
  }

  private static BarChart.Tone tone(double availability) {
    return availability >= 99.9 ? BarChart.Tone.GOOD : availability >= 99 ? BarChart.Tone.WARNING : BarChart.Tone.BAD;
  }

  Report.Picture downtimeByDay() {
    List<Point> days = Period.daysBefore(facts.date(), DAYS, facts.zone()).stream()
        .map(day -> new Point(day.from(), Downtime.total(facts.source(), day, facts.now()).toMinutes() / 60.0)).toList();
    double most = days.stream().mapToDouble(Point::value).max().orElse(0);
    String alt = String.format(Locale.ROOT,
        "Hours of downtime per day, all servers together, over %d days: %.1f at the most, %.1f yesterday",
        DAYS, most, days.get(days.size() - 1).value());
    return add("downtime.png", new LineChart("Hours of downtime per day", facts.zone(), days, List.of(), null).draw(alt));
  }

  private Report.Picture add(String file, Picture picture) {
    drawn.put(file, picture);
    return new Report.Picture(file, picture.alt(), picture.height(), picture.lettered());
  }
}
