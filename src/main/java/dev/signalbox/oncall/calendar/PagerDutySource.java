package dev.signalbox.oncall.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.Secret;
import dev.signalbox.oncall.CalendarRef;
import dev.signalbox.oncall.Interval;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A schedule of PagerDuty, by {@code GET /oncalls} of its REST API. PagerDuty computes shifts for the next 90 days and
 * no further, and lists a schedule only while some escalation policy uses it; its {@code escalation_level} is a level
 * of that policy and not a layer of ours.
 */
public final class PagerDutySource implements OnCallSource {

  private static final Duration AHEAD = Duration.ofDays(90);
  /** The longest range of one question is three months. */
  private static final Duration SPAN = Duration.ofDays(80);
  private static final int PAGE = 100;
  /** PagerDuty refuses an offset beyond that. */
  private static final int LAST = 10_000;
  private static final Duration LIMITED = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpGet http;
  private final String apiUrl;
  private final Optional<Secret> token;
  private final Supplier<PagerDutyUsers> users;

  /**
   * @param apiUrl {@code https://api.pagerduty.com}, without a slash at the end
   * @param token of the REST API, one that may only read suffices; empty if none is set
   * @param users who PagerDuty's users are among our people
   */
  public PagerDutySource(HttpGet http, String apiUrl, Optional<Secret> token, Supplier<PagerDutyUsers> users) {
    this.http = http;
    this.apiUrl = apiUrl;
    this.token = token;
    this.users = users;
  }

  @Override
  public CalendarRef.Kind kind() {
    return CalendarRef.Kind.PAGERDUTY;
  }

  @Override
  public Optional<Reading> read(Question question) {
    Instant end = Entries.earlier(question.window().end(), question.now().truncatedTo(ChronoUnit.DAYS).plus(AHEAD));
    Interval window = new Interval(question.window().start(), end);
    Entries entries = new Entries(window);
    PagerDutyUsers people = users.get();
    for (Instant since = window.start(); since.isBefore(end); since = since.plus(SPAN)) {
      Interval span = new Interval(since, Entries.earlier(end, since.plus(SPAN)));
      pages(question.location().text(), span, page -> page.path("oncalls").forEach(one -> add(one, people, entries)));
    }
    return Optional.of(entries.reading(""));
  }

  private void pages(String schedule, Interval span, Consumer<JsonNode> each) {
    boolean more = true;
    for (int offset = 0; more; offset += PAGE) {
      if (offset >= LAST) {
        throw new SourceFailure("PagerDuty has more than %d entries for %d days".formatted(LAST, SPAN.toDays()));
      }
      JsonNode page = page(schedule, span, offset);
      each.accept(page);
      more = page.path("more").asBoolean();
    }
  }

  private JsonNode page(String schedule, Interval span, int offset) {
    Secret secret = token.orElseThrow(() -> new SourceFailure("signalbox.pagerduty.api-token is not set"));
    List<String> query = new ArrayList<>();
    Map.of("schedule_ids[]", schedule, "include[]", "users", "time_zone", "UTC", "since", span.start().toString(),
        "until", span.end().toString(), "limit", String.valueOf(PAGE), "offset", String.valueOf(offset))
        .forEach((name, value) -> query.add(encoded(name) + "=" + encoded(value)));
    Map<String, String> headers = Map.of(
        "Authorization", "Token token=" + secret.reveal(),
        "Accept", "application/vnd.pagerduty+json;version=2",
        "Content-Type", "application/json");
    HttpGet.Answer answer =
        http.get(new HttpGet.Request(address(apiUrl + "/oncalls?" + String.join("&", query)), true, 0, headers));
    if (answer.status() != 200) {
      throw refused(answer, schedule);
    }
    return oncalls(answer);
  }

  private static void add(JsonNode one, PagerDutyUsers people, Entries entries) {
    JsonNode user = one.path("user");
    String what =
        "the entry of %s from %s".formatted(user.path("id").asText("nobody"), one.path("start").asText("always"));
    try {
      entries.add(what, instant(one.path("start")), instant(one.path("end")),
          people.name(user.path("email").asText(""), user.path("name").asText(""), user.path("summary").asText("")), 0);
    } catch (DateTimeException e) {
      entries.warn(what + " has times that cannot be read; left out");
    }
  }

  /** Null for somebody who is always on call. */
  private static @Nullable Instant instant(JsonNode time) {
    return time.isNull() || time.isMissingNode() ? null : OffsetDateTime.parse(time.asText()).toInstant();
  }

  private static JsonNode oncalls(HttpGet.Answer answer) {
    JsonNode page;
    try {
      page = JSON.readTree(answer.body());
    } catch (IOException e) {
      page = JSON.missingNode();
    }
    if (!page.path("oncalls").isArray()) {
      throw new SourceFailure("HTTP 200, but the answer is not PagerDuty's list of on-calls");
    }
    return page;
  }

  private static SourceFailure refused(HttpGet.Answer answer, String schedule) {
    int status = answer.status();
    return switch (status) {
      case 401, 402, 403 -> new SourceFailure(
          "PagerDuty does not let the hub in (HTTP %d): check signalbox.pagerduty.api-token".formatted(status));
      case 404 -> new SourceFailure("PagerDuty has no schedule %s (HTTP 404)".formatted(Entries.line(schedule)));
      // not Retry-After, and not always there
      case 429 -> new SourceFailure("PagerDuty's rate limit is reached (HTTP 429)",
          answer.seconds("ratelimit-reset").orElse(LIMITED));
      default -> status / 100 == 3
          ? new SourceFailure("HTTP %d: no redirect is followed; correct signalbox.pagerduty.api-url".formatted(status))
          : new SourceFailure("PagerDuty answers HTTP %d%s".formatted(status, code(answer)));
    };
  }

  /** Of PagerDuty's own errors, its number: a text might say anything. */
  private static String code(HttpGet.Answer answer) {
    try {
      int code = JSON.readTree(answer.body()).path("error").path("code").asInt();
      return code == 0 ? "" : ", error " + code;
    } catch (IOException notJson) {
      return "";
    }
  }

  private static URI address(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new SourceFailure("signalbox.pagerduty.api-url is not a URL; correct it");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
