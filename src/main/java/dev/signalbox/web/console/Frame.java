package dev.signalbox.web.console;

import dev.signalbox.web.LocalPath;
import dev.signalbox.web.NavItem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page has around it: the navigation, who is signed in, its own address. */
@ControllerAdvice(annotations = Controller.class)
public class Frame {

  private final List<NavItem> items;

  Frame(ObjectProvider<NavItem> items) {
    this.items = items.orderedStream().toList();
  }

  /** One entry as drawn. */
  public record Entry(String label, String path, boolean current) {}

  @ModelAttribute
  void frame(HttpServletRequest request, Model model) {
    String path = LocalPath.asked(request);
    if (path.startsWith("/api/") || path.startsWith("/actuator")) {
      return;
    }
    String query = request.getQueryString();
    model.addAttribute("nav", items.stream()
        .map(item -> new Entry(item.label(), item.path(), current(item, path)))
        .toList());
    model.addAttribute("here", query == null ? path : path + "?" + query);
    model.addAttribute("user", Optional.ofNullable(request.getUserPrincipal()).map(who -> who.getName()).orElse(null));
    model.addAttribute("operator", operator(request));
    // the token's cookie has to be set before a long page is flushed, not when its first form is drawn
    @Nullable CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    if (token != null) {
      token.getToken();
    }
  }

  private static boolean current(NavItem item, String path) {
    return path.equals(item.path()) || (!item.path().equals("/") && path.startsWith(item.path() + "/"));
  }

  /** Whether the reader may change anything, which {@code access} sees to; pages show no buttons to others. */
  public static boolean operator(HttpServletRequest request) {
    return request.getUserPrincipal() == null || request.isUserInRole("OPERATOR");
  }

  /** The template's name, or of it only what keeps itself up to date. */
  public static String page(String template, HttpServletRequest request) {
    return request.getHeader("HX-Request") == null ? template : template + " :: live";
  }
}
