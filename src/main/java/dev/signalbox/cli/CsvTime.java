package dev.signalbox.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as tables write them: a date, or date and time with a blank or a T between; UTC where no offset is given. */
final class CsvTime implements ITypeConverter<Instant> {

  /** @throws DateTimeException if the text is none of these */
  static Instant parse(String text) {
    if (text.length() == 10) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
    return zoned ? OffsetDateTime.parse(iso).toInstant() : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }

  @Override
  public Instant convert(String value) {
    try {
      return parse(value);
    } catch (DateTimeException notATime) {
      throw new TypeConversionException(
          "'%s' is not a time; write it like 2025-01-31 or 2025-01-31T13:45:00Z (UTC without an offset)".formatted(
              value));
    }
  }
}
