package dev.signalbox.web.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.web.Refusal;
import dev.signalbox.web.Words;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The end of everything that went wrong outside the API: one sentence on a page, or as JSON to whoever wants no page.
 */
@Controller
@ControllerAdvice(basePackageClasses = ErrorPages.class)
class ErrorPages implements ErrorController {

  private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

  private final ObjectMapper json;

  ErrorPages(ObjectMapper json) {
    this.json = json;
  }

  @ExceptionHandler
  String refused(Refusal refusal, HttpServletResponse response, Model model) {
    response.setStatus(refusal.status().value());
    model.addAttribute("status", refusal.status().value());
    model.addAttribute("sentence", refusal.sentence());
    return "error";
  }

  @RequestMapping("/error")
  @Nullable String error(HttpServletRequest request, HttpServletResponse response, Model model) throws IOException {
    int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer known ? known : 404;
    String sentence = sentence(request, status);
    response.setStatus(status);
    if (wantsPage(request)) {
      model.addAttribute("status", status);
      model.addAttribute("sentence", sentence);
      return "error";
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setCharacterEncoding("UTF-8");
    json.writeValue(response.getWriter(), Map.of("error", sentence));
    return null;
  }

  private static String sentence(HttpServletRequest request, int status) {
    if (request.getAttribute("signalbox.sentence") instanceof String said) {
      return Words.line(said);
    }
    if (status >= 500) {
      String number = UUID.randomUUID().toString().substring(0, 8);
      // the stack trace is in the servlet container's line right before this one
      log.atError().addKeyValue("failure", number).addKeyValue("path", path(request)).log("page failed");
      return "the hub could not answer; its log says why under failure=" + number;
    }
    return switch (status) {
      case 400 -> "the request is not understood";
      case 401 -> "sign in first";
      case 403 -> "this is not allowed";
      case 404 -> "there is nothing under this address";
      case 405 -> "this address does not take that method";
      case 406 -> "this address answers JSON: send Accept: application/json";
      case 415 -> "send the body as application/json, or none";
      default -> "the request was refused with status " + status;
    };
  }

  private static String path(HttpServletRequest request) {
    return Words.line(String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)));
  }

  private static boolean wantsPage(HttpServletRequest request) {
    String path = path(request);
    String accept = request.getHeader("Accept");
    boolean forScripts = path.startsWith("/api/") || path.startsWith("/actuator") || path.startsWith("/hooks/");
    return !forScripts && accept != null && accept.contains("text/html");
  }
}
