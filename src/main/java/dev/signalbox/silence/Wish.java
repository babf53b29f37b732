package dev.signalbox.silence;

import java.util.List;

/**
 * A silence as somebody asks for it; what was left out is the empty text.
 *
 * @param matchers what it is about
 * @param start an instant with {@code Z} or an offset; empty for now
 * @param end an instant, or a length such as {@code 4h}
 * @param comment why
 */
public record Wish(List<Matcher> matchers, String start, String end, String comment) {

  public static final int LONGEST_COMMENT = 500;

  public Wish {
    matchers = List.copyOf(matchers);
  }
}
