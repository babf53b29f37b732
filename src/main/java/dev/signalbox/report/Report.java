package dev.signalbox.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as it is kept and shown: text without markup, cleaned of everything that hides or turns. Mail, page and API
 * show the same one.
 *
 * @param rule the route that makes it
 * @param date the day on which it was due, in its zone
 * @param at when it was made, database time
 * @param summary one line that says it all
 */
public record Report(
    String rule, LocalDate date, ZoneId zone, Instant at, String title, String summary, List<Figure> figures, List<Section> sections) {

  public Report {
    figures = List.copyOf(figures);
    sections = List.copyOf(sections);
  }

  /** Its page in the console. */
  public static String page(LocalDate date) {
    return "/reports/" + date;
  }

  /** One number to see first. */
  public record Figure(String label, String value, Tone tone) {}

  /** What something means to whoever reads it. */
  public enum Tone {
    PLAIN,
    GOOD,
    WARNING,
    BAD
  }

  /**
   * @param name for links and tests: {@code downtime}
   * @param notes sentences that stand first
   * @param entries what it lists
   * @param more how many it does not list
   * @param table null for none
   * @param picture null for none
   */
  public record Section(
      String name,
      String title,
      List<String> notes,
      List<Entry> entries,
      long more,
      @Nullable Table table,
      @Nullable Picture picture) {

    public Section {
      notes = List.copyOf(notes);
      entries = List.copyOf(entries);
    }
  }

  /**
   * @param path its page in the console; null for none
   * @param remark one more line; may be empty
   * @param warnings what does not fit together
   * @param links pages elsewhere
   */
  public record Entry(
      String title, @Nullable String path, String remark, List<String> warnings, List<Link> links, Tone tone) {

    public Entry {
      warnings = List.copyOf(warnings);
      links = List.copyOf(links);
    }
  }

  /** @param url http or https; null where the other system named none */
  public record Link(String text, @Nullable String url) {}

  /** @param rows with as many cells as there are columns; the first is text, the others numbers */
  public record Table(List<String> columns, List<List<String>> rows) {

    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /**
   * @param file its name among the files of the report
   * @param alt what it says
   * @param height in pixels, of a picture that is {@link dev.signalbox.chart.Picture#WIDTH} wide
   * @param lettered whether it has words; if not, {@code alt} has to be shown beside it
   */
  public record Picture(String file, String alt, int height, boolean lettered) {}
}
