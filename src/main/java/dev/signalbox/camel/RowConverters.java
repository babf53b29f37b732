package dev.signalbox.camel;

import dev.signalbox.incident.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one place where what JDBC drivers answer becomes the plain values of a {@link Row}. */
final class RowConverters {

  private static final int LONGEST_TEXT = 64 * 1024;
  private static final int LONGEST_EXCERPT = 16 * 1024;
  private static final int MOST_DIGITS = 100;
  private static final int LARGEST_EXPONENT = 300;
  private static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+294276-01-01T00:00:00Z");

  private RowConverters() {}

  static Row row(Map<String, Object> columns) {
    Map<String, Object> plain = new LinkedHashMap<>();
    columns.forEach((name, value) -> plain.put(name, plain(value)));
    return new Row(plain);
  }

  /** The other way: drivers know no Instant. */
  static Object parameter(Instant instant) {
    return Timestamp.from(instant);
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof Instant) {
      return value;
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? value : value.toString();
    }
    if (value instanceof BigDecimal decimal) {
      return readable(decimal) ? decimal : cut(decimal.toString());
    }
    if (value instanceof BigInteger integer) {
      return readable(new BigDecimal(integer)) ? integer : cut(integer.toString());
    }
    if (value instanceof Number) {
      return value;
    }
    if (value instanceof Timestamp timestamp) {
      return instant(timestamp.toInstant());
    }
    if (value instanceof OffsetDateTime time) {
      return instant(time.toInstant());
    }
    if (value instanceof byte[] bytes) {
      return cut(HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, LONGEST_TEXT)));
    }
    if (value instanceof java.sql.Array array) {
      return list(array);
    }
    if (value instanceof TemporalAccessor || value instanceof String) {
      return cut(value.toString());
    }
    return cut(String.valueOf(value));
  }

  /** Beyond that it is no measurement but a text of digits; as a number it would be infinite to whoever reads it. */
  private static boolean readable(BigDecimal number) {
    return number.precision() <= MOST_DIGITS && Math.abs((long) number.precision() - number.scale()) <= LARGEST_EXPONENT;
  }

  /** What no calendar holds is no instant: PostgreSQL's infinity, which its driver answers as one. */
  private static Object instant(Instant instant) {
    return instant.isBefore(EARLIEST) ? "-infinity" : instant.isAfter(LATEST) ? "infinity" : instant;
  }

  private static Object list(java.sql.Array array) {
    try {
      return array.getArray() instanceof Object[] values
          ? Arrays.stream(values).map(RowConverters::plain).toList()
          : cut(array.toString());
    } catch (SQLException e) {
      return cut(array.toString());
    }
  }

  /** Evidence is for people: a text of megabytes keeps its beginning and says how long it was. */
  private static String cut(String whole) {
    String text = whole.indexOf('\0') < 0 ? whole : whole.replace('\0', '\uFFFD'); // which PostgreSQL cannot keep
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    return text.substring(0, LONGEST_TEXT) + "… (" + text.length() + " characters)";
  }

  /** A row for a dead letter: readable, and never too large to keep. */
  static String excerpt(Row row) {
    StringBuilder text = new StringBuilder();
    row.columns().forEach((name, value) -> text.append(name).append(" = ").append(value).append('\n'));
    return text.length() <= LONGEST_EXCERPT ? text.toString() : text.substring(0, LONGEST_EXCERPT) + "…";
  }
}
