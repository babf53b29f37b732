package dev.signalbox.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 2027-03-28T02:30+01:00} or {@code 2027-03-28T01:30:00Z}; without an offset it would be no instant. */
final class InstantArgument implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String value) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(value);
      if (time.getYear() > 0 && time.getYear() < 10_000) {
        return time.toInstant();
      }
    } catch (DateTimeException notAnInstant) {
      // said below
    }
    throw new TypeConversionException(
        "'%s' is not an instant; write it with Z or an offset, such as 2027-03-28T02:30+01:00".formatted(value));
  }
}
