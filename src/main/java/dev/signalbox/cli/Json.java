package dev.signalbox.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Writes an answer as a JSON array. Streams, because an object mapper takes longer to start than most commands run. */
final class Json {

  /** Writes the fields of one element. */
  interface Fields<T> {
    void write(JsonGenerator json, T element) throws IOException;
  }

  private static final JsonFactory FACTORY = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private Json() {}

  static <T> void array(PrintWriter out, Collection<T> elements, Fields<T> fields) {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartArray();
      for (T element : elements) {
        json.writeStartObject();
        fields.write(json, element);
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    out.println();
  }

  static void participants(JsonGenerator json, Collection<String> names) throws IOException {
    json.writeArrayFieldStart("participants");
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }
}
