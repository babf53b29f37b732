package dev.signalbox.web.access;

import dev.signalbox.web.LocalPath;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The way through the sign-in form: where it is asked for, what becomes of a try, and how long to wait after too many.
 *
 * <p>Where somebody wanted to go travels in {@code ?next=}, not in the session: the session cookie is
 * SameSite=Strict, so it is missing when a link from a chat message is followed, and a session begun then would throw
 * the old one away.
 */
final class SignIn extends OncePerRequestFilter
    implements AuthenticationEntryPoint, AuthenticationSuccessHandler, AuthenticationFailureHandler {

  private final LoginBackoff backoff;

  SignIn(LoginBackoff backoff) {
    this.backoff = backoff;
  }

  /** Nobody is signed in and somebody has to be. */
  @Override
  public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (request.getHeader("HX-Request") != null) {
      // htmx would put the sign-in page into the middle of the page; this makes it leave
      response.setHeader("HX-Redirect", "/login");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else if (Answers.wantsPage(request)) {
      response.sendRedirect("/login?next=" + LocalPath.encoded(wanted(request)));
    } else {
      response.setHeader("WWW-Authenticate", "Bearer");
      Answers.refuse(request, response, HttpServletResponse.SC_UNAUTHORIZED,
          "sign in, or send Authorization: Bearer with the token of a user");
    }
  }

  private static String wanted(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getMethod().equals("GET") ? request.getRequestURI() + (query == null ? "" : "?" + query) : "/";
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getMethod().equals("POST") && LocalPath.asked(request).equals("/login")) {
      Duration wait = backoff.wait(name(request), request.getRemoteAddr());
      if (!wait.isZero()) {
        response.setHeader("Retry-After", String.valueOf(wait.toSeconds() + 1));
        Answers.refuse(request, response, 429, "too many failed sign-ins, wait " + (wait.toSeconds() + 1) + " s");
        return;
      }
    }
    chain.doFilter(request, response);
  }

  @Override
  public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who)
      throws IOException {
    backoff.succeeded(name(request), request.getRemoteAddr());
    response.sendRedirect(LocalPath.of(request.getParameter("next")));
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
    backoff.failed(name(request), request.getRemoteAddr());
    response.sendRedirect("/login?failed&next=" + LocalPath.encoded(LocalPath.of(request.getParameter("next"))));
  }

  private static String name(HttpServletRequest request) {
    String name = request.getParameter("username");
    return name == null ? "" : name;
  }
}
