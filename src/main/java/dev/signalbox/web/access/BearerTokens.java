package dev.signalbox.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * {@code Authorization: Bearer …} for scripts: no cookie, no session. A wrong token is refused even where none is
 * asked for.
 */
final class BearerTokens extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";
  private static final String ANY_TOKEN = "(token)";

  private final Users users;
  private final LoginBackoff backoff;
  private final RequestMatcher elsewhere;

  /**
   * @param backoff of tokens alone: a script with a stale one shall not keep the people of its address from signing in
   * @param elsewhere where a token, if there is one, is not ours to judge: the webhooks
   */
  BearerTokens(Users users, LoginBackoff backoff, RequestMatcher elsewhere) {
    this.users = users;
    this.backoff = backoff;
    this.elsewhere = elsewhere;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return elsewhere.matches(request);
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Authentication> known = users.byToken(header.substring(SCHEME.length()).trim());
    if (known.isEmpty()) {
      refuse(request, response);
      return;
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(known.get());
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }

  /**
   * A right token is never made to wait: it is too long to be guessed, and a script with a wrong one shares its
   * address.
   */
  private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Duration wait = backoff.wait(ANY_TOKEN, request.getRemoteAddr());
    backoff.failed(ANY_TOKEN, request.getRemoteAddr());
    response.setHeader("WWW-Authenticate", "Bearer");
    if (wait.isZero()) {
      Answers.refuse(request, response, HttpServletResponse.SC_UNAUTHORIZED, "the token is not known here");
    } else {
      response.setHeader("Retry-After", String.valueOf(wait.toSeconds() + 1));
      Answers.refuse(request, response, 429, "too many wrong tokens, wait " + (wait.toSeconds() + 1) + " s");
    }
  }
}
