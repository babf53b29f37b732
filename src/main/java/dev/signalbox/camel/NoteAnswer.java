package dev.signalbox.camel;

import dev.signalbox.channel.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/** Keeps the answer as it came, at most 2 MB of it, before camel-servicenow turns it into objects or an exception. */
final class NoteAnswer extends AbstractPhaseInterceptor<Message> {

  private static final int LARGEST = 2 * 1024 * 1024;

  private final Duration longest;

  NoteAnswer(Duration longest) {
    super(Phase.RECEIVE);
    this.longest = longest;
  }

  @Override
  public void handleMessage(Message message) {
    if (!(message.get(Message.RESPONSE_CODE) instanceof Integer status)) {
      return;
    }
    byte[] body = read(message.getContent(InputStream.class));
    message.setContent(InputStream.class, new ByteArrayInputStream(body));
    LastAnswer.note(Reply.answered(status, headers(message), new String(body, StandardCharsets.UTF_8)));
    ServiceNowAccess access = message.getExchange().get(ServiceNowAccess.class);
    if (status == 401 && access != null) {
      access.forgetToken();
    }
  }

  private byte[] read(InputStream in) {
    if (in == null) {
      return new byte[0];
    }
    long start = System.nanoTime();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (in) {
      for (int count = in.read(buffer); count >= 0 && body.size() < LARGEST; count = in.read(buffer)) {
        body.write(buffer, 0, count);
        if (System.nanoTime() - start > longest.toNanos()) {
          throw new HttpTimeoutException("the answer drips");
        }
      }
    } catch (IOException e) {
      throw new Fault(e);
    }
    return body.toByteArray();
  }

  private static Map<String, String> headers(Message message) {
    Map<String, String> headers = new HashMap<>();
    if (message.get(Message.PROTOCOL_HEADERS) instanceof Map<?, ?> all) {
      all.forEach((name, values) -> {
        if (name != null && values instanceof List<?> list && !list.isEmpty()) {
          headers.put(name.toString(), String.valueOf(list.get(0)));
        }
      });
    }
    return headers;
  }
}
