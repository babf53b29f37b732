package dev.signalbox.oncall.ical;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes content lines as RFC 5545 wants them: folded at 75 octets, texts escaped, line breaks CR LF. */
final class IcalWriter {

  private static final int OCTETS = 75;
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder written = new StringBuilder();

  /** A value that needs no escapes. */
  IcalWriter line(String name, String value) {
    String line = name + ":" + value;
    int octets = 0;
    for (int i = 0; i < line.length(); ) {
      int character = line.codePointAt(i);
      String text = Character.toString(character);
      int size = text.getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > OCTETS) {
        written.append("\r\n ");
        octets = 1;
      }
      written.append(text);
      octets += size;
      i += text.length();
    }
    written.append("\r\n");
    return this;
  }

  IcalWriter text(String name, String text) {
    String plain = text.replaceAll("\\p{Cc}", " ");
    return line(name, plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,"));
  }

  IcalWriter time(String name, Instant time) {
    return line(name, UTC.format(time));
  }

  @Override
  public String toString() {
    return written.toString();
  }
}
