package dev.signalbox.web.access;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.signalbox.web.LocalPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How a filter says no: JSON to scripts, the console's error page to browsers. */
final class Answers {

  /** Under this request attribute the error page finds the sentence to show. */
  static final String SENTENCE = "signalbox.sentence";

  private Answers() {}

  static void refuse(HttpServletRequest request, HttpServletResponse response, int status, String sentence)
      throws IOException {
    if (wantsPage(request)) {
      request.setAttribute(SENTENCE, sentence);
      response.sendError(status);
      return;
    }
    response.setStatus(status);
    response.setContentType("application/json");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(sentence));
    response.getWriter().write("{\"error\":\"" + quoted + "\"}");
  }

  static boolean wantsPage(HttpServletRequest request) {
    String path = LocalPath.asked(request);
    boolean forScripts = path.startsWith("/api/") || path.startsWith("/actuator") || path.startsWith("/hooks/");
    String accept = request.getHeader("Accept");
    return !forScripts && accept != null && accept.contains("text/html");
  }
}
