package dev.signalbox.web.access;

import dev.signalbox.web.LocalPath;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whatever changes something must come from a page of this console or from a program, never from a foreign page that
 * borrows the browser. Browsers tell where a request comes from ({@code Sec-Fetch-Site}, {@code Origin}); programs
 * send neither. A body for the API must be declared as JSON, which a foreign form cannot do.
 */
final class OwnPagesOnly extends OncePerRequestFilter {

  private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");

  private final RequestMatcher machines;
  private final Optional<String> baseOrigin;

  /** @param baseUrl the console's public URL, whose origin is its own behind a proxy; null or blank if unset */
  OwnPagesOnly(RequestMatcher machines, @Nullable String baseUrl) {
    this.machines = machines;
    this.baseOrigin = Optional.ofNullable(baseUrl).flatMap(OwnPagesOnly::place);
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (LOOKING.contains(request.getMethod()) || machines.matches(request)) {
      chain.doFilter(request, response);
    } else if (!own(request)) {
      Answers.refuse(request, response, HttpServletResponse.SC_FORBIDDEN, "the request comes from another site's page");
    } else if (LocalPath.asked(request).startsWith("/api/") && hasBody(request) && !json(request)) {
      Answers.refuse(request, response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
          "send the body as application/json, or none");
    } else {
      chain.doFilter(request, response);
    }
  }

  private boolean own(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return false;
    }
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return true;
    }
    Optional<String> from = place(origin);
    return from.isPresent()
        && (from.equals(baseOrigin) || from.equals(place(request.getScheme() + "://" + request.getHeader("Host"))));
  }

  /** Host and port of a URL, with the port that its scheme implies; empty for {@code null} and other nonsense. */
  private static Optional<String> place(String url) {
    try {
      URI uri = URI.create(url.trim());
      if (uri.getHost() == null || uri.getScheme() == null) {
        return Optional.empty();
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
      return Optional.of(uri.getHost().toLowerCase(Locale.ROOT) + ":" + port);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private static boolean json(HttpServletRequest request) {
    try {
      String type = request.getContentType();
      return type != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(type));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
