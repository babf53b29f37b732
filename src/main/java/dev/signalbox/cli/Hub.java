package dev.signalbox.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A running hub, spoken to over its JSON API. */
final class Hub {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(20);

  private final URI base;
  private final @Nullable String token;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).followRedirects(HttpClient.Redirect.NEVER).build();

  /** @throws Trouble (usage) if the address is not http or https */
  Hub(String url, @Nullable String token) {
    this.base = base(url);
    this.token = token == null || token.isBlank() ? null : token.trim();
  }

  JsonNode get(String path) {
    return ask(request("GET", path, null).timeout(PATIENCE).build());
  }

  JsonNode post(String path, @Nullable Object body) {
    return ask(request("POST", path, body).timeout(PATIENCE).build());
  }

  JsonNode patch(String path, Object body) {
    return ask(request("PATCH", path, body).timeout(PATIENCE).build());
  }

  JsonNode delete(String path) {
    return ask(request("DELETE", path, null).timeout(PATIENCE).build());
  }

  /**
   * Asks for something that is to be done once, over a network that may lose the answer: tried twice under one key.
   *
   * @param key a name for this request, by which the hub knows it again
   */
  JsonNode postOnce(String path, Object body, String key) {
    HttpRequest request = request("POST", path, body).header("Idempotency-Key", key).timeout(LITTLE_PATIENCE).build();
    for (boolean last = false; ; last = true) {
      try {
        return ask(request);
      } catch (Trouble trouble) {
        if (trouble.exitCode() != ExitCode.UNREACHABLE) {
          throw trouble;
        }
        if (last) {
          throw Trouble.unreachable("%s; repeated with --key %s it is done once".formatted(trouble.getMessage(), key));
        }
      }
    }
  }

  private HttpRequest.Builder request(String method, String path, @Nullable Object body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      if (body == null) {
        return request.method(method, HttpRequest.BodyPublishers.noBody());
      }
      return request.header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    } catch (IllegalArgumentException e) {
      // the JDK names the offending header value, which here is the token
      throw Trouble.usage("the token holds characters that HTTP cannot carry: check --token or SIGNALBOX_TOKEN");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode ask(HttpRequest request) {
    try {
      return answer(http.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (JsonProcessingException e) {
      throw Trouble.unreachable("%s does not answer as a hub does: check --url".formatted(base));
    } catch (IOException e) {
      throw Trouble.unreachable("the hub at %s cannot be reached (%s): check --url or SIGNALBOX_URL, and that it runs"
          .formatted(base, reason(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.unreachable("interrupted while the hub at %s was asked".formatted(base));
    }
  }

  private JsonNode answer(HttpResponse<String> response) throws JsonProcessingException {
    int status = response.statusCode();
    if (status / 100 == 3) {
      throw Trouble.unreachable("%s redirects elsewhere instead of answering: check --url".formatted(base));
    }
    JsonNode answer = JSON.readTree(response.body());
    if (status / 100 == 2) {
      return answer;
    }
    String said = answer.path("error").asText("");
    String sentence = Show.line(said.isEmpty() ? "HTTP " + status : said);
    if (status == 401) {
      throw Trouble.usage("the hub at %s wants a token: %s (set --token or SIGNALBOX_TOKEN)".formatted(base, sentence));
    }
    if (status == 403) {
      throw Trouble.usage("the hub at %s forbids it: %s".formatted(base, sentence));
    }
    throw status >= 500
        ? Trouble.unreachable("the hub at %s failed: %s".formatted(base, sentence)) : Trouble.refused(sentence);
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    boolean silent = message == null || message.isBlank();
    return Show.line(silent ? e.getClass().getSimpleName().replace("Exception", "") : message);
  }

  private static URI base(String url) {
    try {
      URI uri = URI.create(url.trim().replaceAll("/+$", ""));
      boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw Trouble.usage("--url is not an address of a hub: use one such as http://localhost:8080");
  }
}
