package dev.signalbox.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A jar within memory, or within another one where it is stored and not compressed. Reads the central directory of a zip file;
 * what needs more than 32 bits for a place is not understood.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">the format</a>
 */
final class NestedJar {

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int FILE_LENGTH = 46;
  private static final int LOCAL_LENGTH = 30;

  private final ByteBuffer zip;
  /** Where each file stands in the central directory. */
  private final Map<String, Integer> files = new HashMap<>();

  NestedJar(ByteBuffer bytes) {
    zip = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    int end = end();
    int at = zip.getInt(end + 16);
    byte[] name = new byte[256];
    for (int left = unsigned(end + 10); left > 0; left--) {
      int length = unsigned(at + 28);
      if (length > name.length) {
        name = new byte[length];
      }
      zip.get(at + FILE_LENGTH, name, 0, length);
      if (name[length - 1] != '/') {
        files.put(new String(name, 0, length, StandardCharsets.UTF_8), at);
      }
      at += FILE_LENGTH + length + unsigned(at + 30) + unsigned(at + 32);
    }
  }

  private int end() {
    int last = zip.limit() - END_LENGTH;
    for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
      if (zip.getInt(at) == END) {
        return at;
      }
    }
    throw new IllegalArgumentException("not a jar");
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(zip.getShort(at));
  }

  Set<String> names() {
    return files.keySet();
  }

  boolean has(String name) {
    return files.containsKey(name);
  }

  /** What a file holds; null if there is none. */
  byte @Nullable [] read(String name) {
    Integer at = files.get(name);
    if (at == null) {
      return null;
    }
    ByteBuffer stored = bytes(at);
    byte[] content = new byte[zip.getInt(at + 24)];
    if (stored(at)) {
      stored.get(content);
      return content;
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(stored);
      int length = 0;
      while (length < content.length) {
        int more = inflater.inflate(content, length, content.length - length);
        if (more == 0) {
          throw new UncheckedIOException(new IOException("the jar is damaged at " + name));
        }
        length += more;
      }
      return content;
    } catch (DataFormatException e) {
      throw new UncheckedIOException(new IOException("the jar is damaged at " + name, e));
    } finally {
      inflater.end();
    }
  }

  /** A jar in this one. */
  NestedJar nested(String name) {
    int at = files.get(name);
    if (!stored(at)) {
      throw new IllegalArgumentException(name + " is compressed");
    }
    return new NestedJar(bytes(at));
  }

  private boolean stored(int at) {
    return unsigned(at + 10) == 0;
  }

  private ByteBuffer bytes(int at) {
    int local = zip.getInt(at + 42);
    return zip.slice(local + LOCAL_LENGTH + unsigned(local + 26) + unsigned(local + 28), zip.getInt(at + 20));
  }
}
