package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /oncalls} of PagerDuty's REST API: any token, one schedule, pages of at most 100, at most three months in
 * one question. Schedule {@code PI7DH85} is there from the start, with three people who take turns week by week.
 */
public final class PagerDutyOnCalls {

  /** A schedule that everybody finds here. */
  public static final String SCHEDULE = "PI7DH85";

  private static final Instant FIRST_TURN = Instant.parse("2024-01-01T08:00:00Z");
  private static final Duration TURN = Duration.ofDays(7);
  private static final Duration LONGEST = Duration.ofDays(92);
  private static final int DEFAULT_PAGE = 25;
  private static final int LARGEST_PAGE = 100;

  /**
   * Somebody on call.
   *
   * @param start null, like {@code end}, for somebody who always is
   */
  public record Entry(String userId, String name, String email, @Nullable Instant start, @Nullable Instant end) {
    boolean overlaps(Instant from, Instant to) {
      return (start == null || start.isBefore(to)) && (end == null || end.isAfter(from));
    }
  }

  private static final List<Entry> PEOPLE = List.of(
      new Entry("PT23IWX", "Esra Yıldız", "esra.yildiz@example.com", null, null),
      new Entry("PT24IWX", "Farid Rahimi", "farid.rahimi@example.com", null, null),
      new Entry("PT25IWX", "Grace Whitfield", "grace.whitfield@example.com", null, null));

  private final Clock clock;
  private final Map<String, List<Entry>> schedules = new HashMap<>();

  PagerDutyOnCalls(Clock clock) {
    this.clock = clock;
  }

  /** Who is on call on a schedule from now on, in place of whoever was. */
  public synchronized void put(String schedule, List<Entry> entries) {
    schedules.put(schedule, List.copyOf(entries));
  }

  synchronized void forget() {
    schedules.clear();
  }

  synchronized Answer answer(Call call) {
    Map<String, String> query = call.query();
    String schedule = query.getOrDefault("schedule_ids[]", "");
    if (!call.header("Authorization").matches("Token token=.+")) {
      return error(401, 2006, "Authorization failed");
    }
    if (!call.method.equals("GET")) {
      return error(405, 2004, "Method Not Allowed");
    }
    if (!schedule.equals(SCHEDULE) && !schedules.containsKey(schedule)) {
      return error(404, 2100, "Not Found");
    }
    try {
      Instant since = time(query.get("since")).orElseGet(clock::instant);
      Instant until = time(query.get("until")).orElse(since);
      int limit = Math.min(LARGEST_PAGE, Integer.parseInt(query.getOrDefault("limit", String.valueOf(DEFAULT_PAGE))));
      int offset = Integer.parseInt(query.getOrDefault("offset", "0"));
      if (until.isBefore(since) || Duration.between(since, until).compareTo(LONGEST) > 0 || limit < 1 || offset < 0) {
        return error(400, 2001, "Invalid Input Provided");
      }
      List<Entry> all = entries(schedule, since, until).stream().filter(one -> one.overlaps(since, until)).toList();
      boolean withUsers = query.getOrDefault("include[]", "").equals("users");
      ArrayNode page = Trees.array();
      all.stream().skip(offset).limit(limit).forEach(one -> page.add(json(schedule, one, withUsers)));
      ObjectNode answer = Trees.object();
      answer.set("oncalls", page);
      answer.put("limit", limit).put("offset", offset).put("more", all.size() > offset + limit).putNull("total");
      return Answer.json(200, answer);
    } catch (DateTimeException | NumberFormatException e) {
      return error(400, 2001, "Invalid Input Provided");
    }
  }

  private List<Entry> entries(String schedule, Instant since, Instant until) {
    if (schedules.containsKey(schedule)) {
      return schedules.get(schedule);
    }
    List<Entry> turns = new ArrayList<>();
    long turn = Math.max(0, Duration.between(FIRST_TURN, since).dividedBy(TURN) - 1);
    for (Instant start = FIRST_TURN.plus(TURN.multipliedBy(turn)); start.isBefore(until); start = start.plus(TURN)) {
      Entry who = PEOPLE.get((int) (turn++ % PEOPLE.size()));
      turns.add(new Entry(who.userId(), who.name(), who.email(), start, start.plus(TURN)));
    }
    return turns;
  }

  private static Optional<Instant> time(@Nullable String text) {
    return Optional.ofNullable(text).map(it -> OffsetDateTime.parse(it).toInstant());
  }

  private static ObjectNode json(String schedule, Entry entry, boolean withUser) {
    ObjectNode json = Trees.object();
    ObjectNode user = json.putObject("user");
    reference(user, entry.userId(), withUser ? "user" : "user_reference", entry.name(), "users");
    if (withUser) {
      user.put("name", entry.name()).put("email", entry.email());
    }
    reference(json.putObject("schedule"), schedule, "schedule_reference", "Schedule " + schedule, "schedules");
    ObjectNode policy = json.putObject("escalation_policy");
    reference(policy, "PT20YPA", "escalation_policy_reference", "Everybody", "escalation_policies");
    json.put("escalation_level", 2);
    json.put("start", entry.start() == null ? null : entry.start().toString());
    json.put("end", entry.end() == null ? null : entry.end().toString());
    return json;
  }

  private static void reference(ObjectNode node, String id, String type, String summary, String path) {
    node.put("id", id).put("type", type).put("summary", summary)
        .put("self", "https://api.pagerduty.com/" + path + "/" + id)
        .put("html_url", "https://example.pagerduty.com/" + path + "/" + id);
  }

  private static Answer error(int status, int code, String message) {
    ObjectNode body = Trees.object();
    body.putObject("error").put("message", message).put("code", code).putArray("errors").add(message);
    return Answer.json(status, body);
  }
}
