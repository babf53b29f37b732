package dev.signalbox.cli;

import dev.signalbox.oncall.ical.IcalReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The text of a calendar, from a file or from an address. An address is often a secret: only its host is told. */
final class CalendarText {

  private final Path folder;
  private final Duration patience;

  /** @param folder where a relative path is looked for first; then in the working directory */
  CalendarText(Path folder, Duration patience) {
    this.folder = folder;
    this.patience = patience;
  }

  /** @throws Trouble with the end of a sentence */
  String read(String location) {
    String scheme = location.substring(0, Math.max(0, location.indexOf(':'))).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "http", "https" -> fetch(location);
      case "webcal" -> fetch("https" + location.substring(scheme.length()));
      case "file" -> file(location.substring(scheme.length() + 1).replaceFirst("^//+", "/"));
      default -> file(location);
    };
  }

  private String file(String path) {
    try {
      Path beside = folder.resolve(path);
      Path file = Files.exists(beside) ? beside : Path.of(path);
      if (Files.isRegularFile(file) && Files.size(file) <= 4L * IcalReader.LONGEST) {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      // said below
    }
    throw Trouble.usage("its calendar cannot be read; ical must be a path, from the folder of this file, or a URL");
  }

  private String fetch(String address) {
    URI uri = uri(address);
    String host = uri.getScheme() + "://" + uri.getHost();
    HttpClient client =
        HttpClient.newBuilder().connectTimeout(patience).followRedirects(HttpClient.Redirect.NORMAL).build();
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(patience).header("Accept", "text/calendar, */*;q=0.1").build();
    try {
      return client.sendAsync(request, BodyHandlers.ofInputStream())
          .thenApplyAsync(answer -> body(answer, host)) // off this thread, which may give up on a body that never ends
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      throw Trouble.unreachable("its calendar at %s did not answer within %d s".formatted(host, patience.toSeconds()));
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw cause instanceof Trouble trouble ? trouble : Trouble.unreachable(
          "its calendar at %s cannot be reached (%s)".formatted(host, cause.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.unreachable("interrupted while its calendar at %s was asked".formatted(host));
    }
  }

  private static URI uri(String address) {
    try {
      URI uri = URI.create(address);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // said below, without the address
    }
    throw Trouble.usage("the URL of its calendar is not one; copy it again from the calendar's settings");
  }

  private static String body(HttpResponse<InputStream> answer, String host) {
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw Trouble.unreachable("its calendar at %s answered HTTP %d".formatted(host, answer.statusCode()));
      }
      byte[] bytes = body.readNBytes(IcalReader.LONGEST + 1);
      if (bytes.length > IcalReader.LONGEST) {
        throw Trouble.unreachable(
            "its calendar at %s has more than %d MB".formatted(host, IcalReader.LONGEST / 1024 / 1024));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
