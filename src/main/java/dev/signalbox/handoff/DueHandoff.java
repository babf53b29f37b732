package dev.signalbox.handoff;

import dev.signalbox.incident.AlertKey;
import dev.signalbox.oncall.Schedule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A handoff whose people are to be told now.
 *
 * <p>A notice is up to {@link #LATEST} late, because the hub was down or the schedule has just been changed; later than
 * that it is not said at all. What is late is said once: where several notices of one handoff are due, it is the last.
 * Whoever is on call already, by an override that begins now, is told whatever the lead times are, unless the shift is
 * over.
 *
 * @param lead which of the schedule's lead times this is
 */
record DueHandoff(Handoff handoff, Duration lead) {

  static final Duration LATEST = Duration.ofHours(1);

  private static final int LONGEST_NAME = 400;

  /** In order of the handoffs. */
  static List<DueHandoff> of(Schedule schedule, Instant now) {
    List<Duration> leads = schedule.handoffNotice();
    if (leads.isEmpty()) {
      return List.of();
    }
    Duration longest = leads.get(leads.size() - 1);
    return Handoff.between(schedule, now.minus(LATEST), now.plus(longest)).stream()
        .flatMap(handoff -> due(handoff, leads, now))
        .toList();
  }

  private static Stream<DueHandoff> due(Handoff handoff, List<Duration> leads, Instant now) {
    Instant at = handoff.at();
    if (!at.isAfter(now)) {
      boolean running = handoff.schedule().who(now).stream().anyMatch(handoff.coming()::contains);
      return running ? Stream.of(new DueHandoff(handoff, leads.get(0))) : Stream.of();
    }
    return leads.stream().filter(lead -> !at.minus(lead).isAfter(now)).limit(1)
        .filter(lead -> at.minus(lead).isAfter(now.minus(LATEST)))
        .map(lead -> new DueHandoff(handoff, lead));
  }

  /** The same for the same people, shift and lead time, whoever computes it and however the lead time is written. */
  AlertKey name(String rule) {
    String people = String.join(",", handoff.coming());
    String name = "%s %s %dm %s".formatted(handoff.schedule().name(), handoff.at(), lead.toMinutes(), people);
    return new AlertKey(rule, name.length() <= LONGEST_NAME ? name : hashed(name));
  }

  /** An index takes no name of any length; a crowd on call still has one. */
  private static String hashed(String name) {
    return name.substring(0, LONGEST_NAME / 2) + "…" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
