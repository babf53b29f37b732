package dev.signalbox.channel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One protocol call, for the route {@code direct:<route>} to make. Base URL and credentials are the route's.
 *
 * @param route the id of the route under {@code routes/channels}, usually the channel's name
 * @param method HTTP method; null where the protocol is not HTTP
 * @param path appended to the route's URL, starting with {@code /}, every segment already encoded; null for none
 * @param query encoded query string without {@code ?}; null for none
 * @param headers protocol headers, made by the channel and never named by outsiders
 * @param body usually JSON text
 */
public record Request(
    String route,
    @Nullable String method,
    @Nullable String path,
    @Nullable String query,
    Map<String, String> headers,
    @Nullable Object body) {

  private static final Map<String, String> JSON_HEADERS =
      Map.of("Content-Type", "application/json; charset=utf-8", "Accept", "application/json");

  public static Request json(String route, String method, @Nullable String path, String json) {
    return new Request(route, method, path, null, JSON_HEADERS, json);
  }

  public static Request get(String route, String path, @Nullable String query) {
    return new Request(route, "GET", path, query, Map.of("Accept", "application/json"), null);
  }

  /** Without headers and body: PagerDuty's key travels in the body, and this text ends up in logs. */
  @Override
  public String toString() {
    return "Request[%s %s %s]".formatted(route, method, path);
  }
}
