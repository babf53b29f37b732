package dev.signalbox.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.signalbox.silence.Booked;
import dev.signalbox.silence.Matcher;
import dev.signalbox.silence.Silence;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A silence as scripts read it.
 *
 * @param status pending, active or expired
 * @param expiredAt when somebody ended it early; null if nobody did
 * @param holding how many open incidents it holds back now; those that another silence holds too may count there
 */
record SilenceJson(
    UUID id,
    String status,
    List<MatcherJson> matchers,
    Instant startsAt,
    Instant endsAt,
    String author,
    String comment,
    Instant createdAt,
    @Nullable Instant expiredAt,
    @Nullable String expiredBy,
    int holding) {

  /** @param text as it is written, {@code server_id=~"db-.*"} */
  record MatcherJson(String column, String op, String value, String text) {

    static MatcherJson of(Matcher matcher) {
      return new MatcherJson(matcher.column(), matcher.op().sign(), matcher.value(), matcher.toString());
    }
  }

  /** @param warnings what its maker may not have meant */
  record Answer(@JsonUnwrapped SilenceJson silence, List<String> warnings) {

    static Answer of(Booked booked, Instant now, int holding) {
      return new Answer(SilenceJson.of(booked.silence(), now, holding), booked.warnings());
    }
  }

  static SilenceJson of(Silence silence, Instant now, int holding) {
    return new SilenceJson(
        silence.id(),
        silence.state(now).label(),
        silence.matchers().all().stream().map(MatcherJson::of).toList(),
        silence.startsAt(),
        silence.endsAt(),
        silence.author(),
        silence.comment(),
        silence.madeAt(),
        silence.expiredAt(),
        silence.expiredBy(),
        holding);
  }
}
