package dev.signalbox.cli;

import dev.signalbox.Finding;
import dev.signalbox.document.LoadException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads a CSV file with a header row by row; one that ends in {@code .gz} is unpacked on the way. */
final class CsvFile implements AutoCloseable {

  private final Path file;
  private final BufferedReader reader;
  private final List<String> header;
  private List<String> row = new ArrayList<>();
  private int line;
  private int lines;

  private CsvFile(Path file, BufferedReader reader) {
    this.file = file;
    this.reader = reader;
    if (!next(false)) {
      throw problem("is empty; the first line must name the columns");
    }
    row.set(0, row.get(0).replace("\uFEFF", "")); // the mark that some spreadsheets begin a file with
    header = List.copyOf(row);
  }

  static CsvFile open(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw Trouble.usage("%s: is no readable file; give the path of a .csv or .csv.gz file".formatted(file));
    }
    try {
      InputStream in = Files.newInputStream(file);
      InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
      return new CsvFile(file, new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()),
          1 << 16));
    } catch (IOException broken) {
      throw new LoadException(List.of(new Finding(file.toString(), 1,
          "cannot be read; it must be CSV, packed with gzip if it ends in .gz")));
    }
  }

  List<String> header() {
    return header;
  }

  /** @return the place of the first of the names that is a column, else a finding */
  int column(String... names) {
    for (String name : names) {
      if (header.contains(name)) {
        return header.indexOf(name);
      }
    }
    throw problem("has no column '%s'; it has %s".formatted(String.join("' or '", names), String.join(", ", header)));
  }

  int columnIfAny(String... names) {
    for (String name : names) {
      if (header.contains(name)) {
        return header.indexOf(name);
      }
    }
    return -1;
  }

  /** Moves to the next row that is not blank. */
  boolean next() {
    return next(true);
  }

  private boolean next(boolean likeTheHeader) {
    try {
      String text;
      do {
        line = ++lines;
        text = reader.readLine();
        if (text == null) {
          return false;
        }
      } while (text.isBlank());
      row = split(text);
    } catch (CharacterCodingException notText) {
      throw problem("is not UTF-8 text; save it as UTF-8");
    } catch (IOException broken) {
      throw problem("cannot be read on from here; it must be CSV, packed with gzip if it ends in .gz");
    }
    if (likeTheHeader && row.size() != header.size()) {
      throw problem("has %d values, but the header names %d columns".formatted(row.size(), header.size()));
    }
    return true;
  }

  /** The value as written, without blanks around it; empty where there is none. */
  String text(int column) {
    return column < 0 ? "" : row.get(column);
  }

  String required(int column) {
    String text = text(column);
    if (text.isEmpty()) {
      throw problem("%s is empty; every row needs one".formatted(header.get(column)));
    }
    return text;
  }

  /** NaN where there is none. */
  double number(int column) {
    String text = text(column);
    if (text.isEmpty() || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("null")) {
      return Double.NaN;
    }
    try {
      double number = Double.parseDouble(text);
      if (!Double.isInfinite(number)) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    throw problem("%s '%s' is not a number; leave it empty where there is no value".formatted(header.get(column),
        text));
  }

  Instant time(int column) {
    String text = required(column);
    try {
      return CsvTime.parse(text);
    } catch (DateTimeException notATime) {
      throw problem("%s '%s' is not a time; write it like 2025-01-31 13:45:00 (UTC) or with an offset".formatted(
          header.get(column), text));
    }
  }

  LoadException problem(String sentence) {
    return new LoadException(List.of(new Finding(file.toString(), line, sentence)));
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException unlikely) {
      throw problem("cannot be closed");
    }
  }

  private List<String> split(String first) throws IOException {
    List<String> values = new ArrayList<>(row.size());
    if (first.indexOf('"') < 0) {
      int from = 0;
      for (int comma = first.indexOf(','); comma >= 0; comma = first.indexOf(',', from)) {
        values.add(first.substring(from, comma).strip());
        from = comma + 1;
      }
      values.add(first.substring(from).strip());
      return values;
    }
    return quoted(first, values);
  }

  /** RFC 4180: a quote in quotes is doubled, and a quoted value may go on in the next line. */
  private List<String> quoted(String first, List<String> values) throws IOException {
    StringBuilder value = new StringBuilder();
    String text = first;
    boolean inside = false;
    while (true) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' && inside && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          value.append('"');
          i++;
        } else if (c == '"') {
          inside = !inside;
        } else if (c == ',' && !inside) {
          values.add(value.toString().strip());
          value.setLength(0);
        } else {
          value.append(c);
        }
      }
      if (!inside) {
        values.add(value.toString().strip());
        return values;
      }
      String more = reader.readLine();
      lines++;
      if (more == null) {
        throw problem("a quote is opened and never closed");
      }
      value.append('\n');
      text = more;
    }
  }
}
