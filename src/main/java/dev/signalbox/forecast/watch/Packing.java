package dev.signalbox.forecast.watch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The bytes in which models and what they know are kept: deflated. */
final class Packing {

  private Packing() {}

  /** Something that can be written. */
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  static byte[] packed(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static DataInputStream unpacked(byte[] bytes) {
    return new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)));
  }
}
