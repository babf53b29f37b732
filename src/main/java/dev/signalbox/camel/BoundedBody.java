package dev.signalbox.camel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecRuntime;

/**
 * The beginning of an answer. What is longer is cut there, and the connection closed: closing the original stream
 * would read the rest of it first, to use the connection again.
 */
final class BoundedBody extends FilterInputStream {

  private final ExecRuntime connection;
  private final Runnable atEnd;
  private int left;

  BoundedBody(InputStream body, int largest, ExecRuntime connection, Runnable atEnd) {
    super(body);
    this.left = largest;
    this.connection = connection;
    this.atEnd = atEnd;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      connection.discardEndpoint();
      return -1;
    }
    int count = super.read(buffer, offset, Math.min(length, left));
    left -= Math.max(count, 0);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    atEnd.run();
    if (left == 0) {
      connection.discardEndpoint();
    } else {
      super.close();
    }
  }
}
