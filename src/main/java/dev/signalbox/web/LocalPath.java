package dev.signalbox.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A path of this console that came in from outside, to go on to: never another site. */
public final class LocalPath {

  private LocalPath() {}

  /**
   * The path itself, or {@code /} if it could lead elsewhere: {@code //evil}, {@code /\evil}, {@code https:…}, line
   * breaks.
   */
  public static String of(@Nullable String path) {
    boolean fine =
        path != null && path.startsWith("/") && !path.startsWith("//") && path.indexOf('\\') < 0
            && !path.startsWith("/login") && path.chars().noneMatch(c -> c < 0x21 || c > 0x7e);
    return fine ? path : "/";
  }

  /** What was asked for, decoded, without query. Safe to decide by: the firewall has refused double meanings before. */
  public static String asked(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return request.getServletPath() + (rest == null ? "" : rest);
  }

  public static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8);
  }
}
