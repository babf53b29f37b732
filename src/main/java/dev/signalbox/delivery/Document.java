package dev.signalbox.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What channels say that carry more than a few lines and files with them. An announcement's says it all and stands in
 * place of its facts; it is kept with it, byte for byte, so that a retry and a replay say the same as the first attempt.
 * An incident's stands below its facts, see {@link Illustrations}.
 *
 * @param text for plain programs
 * @param html the same between {@code <body>} and {@code </body>}; every value in it is escaped already, and a picture
 *     among the enclosures is named as {@code cid:} and its content id
 */
public record Document(String text, String html, List<Enclosure> enclosures) {

  public Document {
    enclosures = List.copyOf(enclosures);
  }

  /**
   * A file that goes with it.
   *
   * @param name what it is called where it is saved: {@code daily-report-2026-11-27.csv}
   * @param type for example {@code text/csv; charset=utf-8}
   * @param contentId what the HTML names it by, for example {@code ages.7f3a6c1e@signalbox}; null for a file to save
   */
  public record Enclosure(String name, String type, @Nullable String contentId, byte[] bytes) {

    public Enclosure {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
        throw new IllegalArgumentException("'%s' is no plain file name".formatted(name));
      }
      if (contentId != null && !contentId.matches("[A-Za-z0-9._-]{1,100}@[A-Za-z0-9.-]{1,100}")) {
        throw new IllegalArgumentException("'%s' is no plain content id".formatted(contentId));
      }
    }
  }
}
