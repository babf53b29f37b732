package dev.signalbox.channel;

import dev.signalbox.Secret;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP answer means when the vendor says nothing else: decided by class of status. Success is the channel's own
 * affair, since only it knows what a good body looks like.
 *
 * @param secrets what must not come back to us in a reason, should the other side echo it
 */
public record HttpOutcomes(List<Secret> secrets) {

  private static final int EXCERPT = 200;
  private static final Pattern URL = Pattern.compile("(?i)\\b[a-z][a-z0-9+.-]{1,20}://[^\\s\"'<>]+");
  private static final Pattern TOKEN = Pattern.compile("(?i)\\b(xox[a-z]-[\\w-]+|(?:bearer|basic|token)[ =:]+\\S+)");
  private static final Pattern TAGS = Pattern.compile("<[^>]{0,500}>");

  public HttpOutcomes {
    secrets = secrets.stream().filter(secret -> !secret.reveal().isBlank()).toList();
  }

  public static HttpOutcomes guarding(Secret... secrets) {
    return new HttpOutcomes(List.of(secrets));
  }

  /** For every reply that is not a success. */
  public Outcome failure(Reply reply, Instant now) {
    return failure(reply, now, null);
  }

  /** @param limited the wait after a 429 that names none, where the vendor documents one; null leaves it to the policy */
  public Outcome failure(Reply reply, Instant now, @Nullable Duration limited) {
    return switch (reply.kind()) {
      case NOT_SENT -> Deferred.notSent(Text.line(redact(reply.failure()), EXCERPT));
      case UNSURE -> Deferred.unsure(Text.line(redact(reply.failure()), EXCERPT));
      case ANSWERED -> answered(reply, now, limited);
    };
  }

  private Outcome answered(Reply reply, Instant now, @Nullable Duration limited) {
    int status = reply.status();
    if (status == 429 || status == 503) {
      Duration wait = RetryAfter.of(reply, now).orElse(status == 429 ? limited : null);
      // 503 without a date may have come from a proxy after the request went through
      return new Deferred("HTTP " + status, status == 503, wait, Reach.CHANNEL);
    }
    if (status == 408 || status >= 500) {
      return Deferred.unsure("HTTP " + status).about(Reach.CHANNEL);
    }
    if (status == 401 || status == 403) {
      return new Misconfigured(reason(reply), true);
    }
    if (status / 100 == 3) {
      return new Refused("HTTP %d: redirect, not followed; correct the URL in the settings".formatted(status));
    }
    return new Refused(reason(reply));
  }

  /** A success that does not look like one: a login page, a hibernating instance, half an answer. */
  public Outcome notJson(Reply reply) {
    return Deferred.unsure("HTTP %d, but the body is not the JSON that was expected".formatted(reply.status())).about(Reach.CHANNEL);
  }

  /** {@code HTTP 400: what the body says}, on one line and without secrets. */
  public String reason(Reply reply) {
    String said = excerpt(reply.body());
    return said.isEmpty() ? "HTTP " + reply.status() : "HTTP %d: %s".formatted(reply.status(), said);
  }

  /** At most 200 characters of a body, fit for a log or a page. */
  public String excerpt(String body) {
    String start = body.length() > 4000 ? body.substring(0, 4000) : body;
    return Text.line(TAGS.matcher(redact(start)).replaceAll(" "), EXCERPT);
  }

  private String redact(String text) {
    String redacted = text;
    for (Secret secret : secrets) {
      redacted = redacted.replace(secret.reveal(), "•••");
    }
    redacted = URL.matcher(redacted).replaceAll("(url)");
    return TOKEN.matcher(redacted).replaceAll("•••");
  }
}
