package dev.signalbox.cli;

import dev.signalbox.forecast.Prediction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Writes predictions as {@code server_id,timestamp,probability}; a file that ends in {@code .gz} is packed. */
final class PredictionFile implements Consumer<Prediction>, AutoCloseable {

  private final Path file;
  private final Writer writer;

  PredictionFile(Path file) {
    this.file = file;
    try {
      OutputStream out = Files.newOutputStream(file);
      OutputStream packed = file.toString().endsWith(".gz") ? new GZIPOutputStream(out, 1 << 16) : out;
      writer = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), 1 << 16);
      writer.write("server_id,timestamp,probability\n");
    } catch (IOException refused) {
      throw Trouble.usage("%s: cannot be written; give --out a path in a folder that this user may write to".formatted(
          file));
    }
  }

  @Override
  public void accept(Prediction prediction) {
    try {
      writer.write(quoted(prediction.server()));
      writer.write(',');
      writer.write(prediction.at().toString());
      writer.write(',');
      writer.write(Float.toString((float) prediction.probability()));
      writer.write('\n');
    } catch (IOException full) {
      throw new UncheckedIOException("%s: cannot be written any further; is the disk full?".formatted(file), full);
    }
  }

  private static String quoted(String text) {
    boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException full) {
      throw new UncheckedIOException("%s: cannot be written to its end; is the disk full?".formatted(file), full);
    }
  }
}
