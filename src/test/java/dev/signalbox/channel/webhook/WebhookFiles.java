package dev.signalbox.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.document.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads webhooks' files, shipped ones and others. */
public final class WebhookFiles {

  private WebhookFiles() {}

  public static WebhookPlan shipped(String name) {
    try {
      return plan(Files.readString(Path.of("routes/webhooks/" + name + ".yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static WebhookPlan plan(String text) {
    Findings findings = new Findings();
    Optional<WebhookPlan> plan = WebhookReader.read("webhooks/x.yaml", text, findings);
    assertThat(findings.all()).isEmpty();
    return plan.orElseThrow();
  }

  static List<String> findings(String text) {
    Findings findings = new Findings();
    assertThat(WebhookReader.read("webhooks/x.yaml", text, findings)).isEmpty();
    return findings.all().stream().map(Object::toString).toList();
  }
}
