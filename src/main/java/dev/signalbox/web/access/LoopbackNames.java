package dev.signalbox.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Without login, answers only to names of this machine. A foreign page can make its own name resolve to 127.0.0.1 (DNS
 * rebinding) and would then be "same origin", but it cannot make the browser send another name than its own.
 */
final class LoopbackNames extends OncePerRequestFilter {

  private static final Pattern NAMES = Pattern.compile(
      "(localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1])\\.?(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

  private final RequestMatcher machines;

  LoopbackNames(RequestMatcher machines) {
    this.machines = machines;
  }

  static boolean fine(@Nullable String host) {
    return host != null && NAMES.matcher(host).matches();
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean direct = fine(request.getHeader("Host")) && request.getHeader("X-Forwarded-Host") == null;
    if (direct || machines.matches(request)) {
      chain.doFilter(request, response);
    } else {
      Answers.refuse(request, response, HttpServletResponse.SC_FORBIDDEN,
          "without users the console answers to localhost and 127.0.0.1 only: use such an address, or configure users");
    }
  }
}
