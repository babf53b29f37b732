package dev.signalbox.silence;

import dev.signalbox.incident.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One condition, {@code server_id=~"db-.*"}: {@code =} and {@code !=} compare byte for byte, {@code =~} and {@code !~} with a
 * regular expression for the whole value. A column that is null or missing is the empty text. Of a list it is enough that one
 * item is so.
 */
public final class Matcher {

  private static final int LONGEST_VALUE = 512;
  private static final int LONGEST_SHOWN = 80;
  private static final Pattern FORM = Pattern.compile("(?s)\\s*([^=!~\"']{1,100}?)\\s*(=~|!~|!=|=)\\s*(.*?)\\s*");
  private static final Pattern PLAIN = Pattern.compile("[\\w.:@/-]+");

  private final String column;
  private final Op op;
  private final String value;
  private final @Nullable SafePattern pattern;

  /** How a value is compared. */
  public enum Op {
    EQUAL("="),
    NOT_EQUAL("!="),
    LIKE("=~"),
    NOT_LIKE("!~");

    private final String sign;

    Op(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    /** @throws IllegalArgumentException naming the four that exist */
    public static Op of(String sign) {
      for (Op op : values()) {
        if (op.sign.equals(sign.strip())) {
          return op;
        }
      }
      throw new IllegalArgumentException("'%s' compares nothing; write one of =, !=, =~, !~".formatted(cut(sign)));
    }

    private boolean not() {
      return this == NOT_EQUAL || this == NOT_LIKE;
    }
  }

  private Matcher(String column, Op op, String value, @Nullable SafePattern pattern) {
    this.column = column;
    this.op = op;
    this.value = value;
    this.pattern = pattern;
  }

  /**
   * @param column {@code rule}, {@code key}, {@code severity}, or a column of the row
   * @throws IllegalArgumentException with a sentence that names the value and the remedy
   */
  public static Matcher of(String column, Op op, String value) {
    String name = column.strip();
    if (name.isEmpty() || name.length() > 100 || !name.matches("[^=!~\"'\\p{Cntrl}]+")) {
      throw new IllegalArgumentException("'%s' is no column; write rule, key, severity or a column of the query".formatted(cut(name)));
    }
    if (value.length() > LONGEST_VALUE || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "the value of %s has %d characters or holds NUL; write at most %d".formatted(name, value.length(), LONGEST_VALUE));
    }
    if (op == Op.EQUAL || op == Op.NOT_EQUAL) {
      return new Matcher(name, op, value, null);
    }
    try {
      return new Matcher(name, op, value, SafePattern.of(value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the pattern '%s' of %s cannot be used: %s".formatted(cut(value), name, e.getMessage()), e);
    }
  }

  /** Reads {@code team=storage} or {@code server_id=~"db-.*"}; the quotes may be left out. */
  public static Matcher parse(String text) {
    java.util.regex.Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no matcher; write one such as server_id=db-7 or team=~\"db|storage\"".formatted(cut(text)));
    }
    return of(form.group(1), Op.of(form.group(2)), unquoted(form.group(3)));
  }

  private static String unquoted(String written) {
    boolean quoted = written.length() >= 2
        && (written.startsWith("\"") && written.endsWith("\"") || written.startsWith("'") && written.endsWith("'"));
    if (!quoted) {
      return written;
    }
    String inside = written.substring(1, written.length() - 1);
    return written.startsWith("'") ? inside : inside.replace("\\\"", "\"");
  }

  public boolean matches(Subject subject) {
    Object found = switch (column.toLowerCase(Locale.ROOT)) {
      case "rule" -> subject.alert().rule();
      case "key" -> subject.alert().key();
      case "severity" -> subject.severity().label();
      default -> subject.row().get(column).orElse("");
    };
    boolean is = found instanceof List<?> list
        ? list.stream().anyMatch(item -> is(item == null ? "" : String.valueOf(item)))
        : is(String.valueOf(found));
    return is != op.not();
  }

  /** Whether it could match something of this rule. */
  boolean concerns(String rule) {
    return !column.equalsIgnoreCase("rule") || is(rule) != op.not();
  }

  /** Whether a column that is missing satisfies it: then it excludes little. */
  boolean takesNothing() {
    return is("") != op.not();
  }

  private boolean is(String text) {
    return pattern == null ? text.equals(value) : pattern.matches(text);
  }

  public String column() {
    return column;
  }

  public Op op() {
    return op;
  }

  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matcher that && column.equals(that.column) && op == that.op && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(column, op, value);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return column + op.sign + (PLAIN.matcher(value).matches() ? value : '"' + value.replace("\"", "\\\"") + '"');
  }

  static String cut(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
