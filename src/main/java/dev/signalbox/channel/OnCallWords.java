package dev.signalbox.channel;

import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Reach;
import dev.signalbox.oncall.Reach.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who is on call, in words that hide neither a stand-in nor a gap. */
public final class OnCallWords {

  private static final DateTimeFormatter SOON = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter LATER = DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);
  /** A week and more ahead, a weekday alone is ambiguous. */
  private static final Duration WEEKDAY_IS_ENOUGH = Duration.ofDays(6);

  private OnCallWords() {}

  /** Everybody asked, and why it is them: {@code Hugo Brandt (fallback: nobody is scheduled on infrastructure)}. */
  public static String line(OnCall onCall) {
    if (onCall.asked().isEmpty()) {
      return nobody(onCall);
    }
    String aside = aside(onCall);
    return names(onCall.asked()) + (aside.isEmpty() ? "" : " (" + aside + ")");
  }

  /** Why those asked are asked; empty if they are simply on call. */
  public static String aside(OnCall onCall) {
    List<String> parts = new ArrayList<>();
    OnCall.Level level = onCall.level();
    if (level != null) {
      parts.add(level.people().isEmpty() ? "nobody is on call at " + name(level) : name(level));
      level.uncovered().forEach(schedule -> parts.add("nobody is scheduled on " + name(schedule)));
    }
    if (onCall.fallbackUsed() && (level == null || level.people().isEmpty())) {
      parts.add("fallback: nobody is scheduled on " + name(onCall.schedule()));
    }
    return String.join("; ", parts);
  }

  /** For a schedule without anybody, fallback or otherwise. */
  public static String nobody(OnCall onCall) {
    String nor = onCall.level() == null ? "" : ", nor at " + name(onCall.level());
    return "nobody is on call on schedule %s%s".formatted(name(onCall.schedule()), nor);
  }

  /** Who follows when: {@code Ben Okafor from Mon 09:00 Europe/Berlin}; empty if that is open or a level was asked. */
  public static Optional<String> then(OnCall onCall) {
    boolean levelAsked = onCall.level() != null && !onCall.level().people().isEmpty();
    Instant at = onCall.nextAt();
    if (levelAsked || at == null) {
      return Optional.empty();
    }
    String who = onCall.next().isEmpty() ? "nobody" : names(onCall.next());
    return Optional.of("%s from %s".formatted(who, time(onCall, at)));
  }

  private static String time(OnCall onCall, Instant at) {
    boolean soon = Duration.between(onCall.at(), at).compareTo(WEEKDAY_IS_ENOUGH) < 0;
    ZoneId zone = onCall.zone();
    String called = zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    return "%s %s".formatted((soon ? SOON : LATER).withZone(zone).format(at), called);
  }

  /**
   * Who was told instead of, or without, somebody who should have been: {@code Hugo Brandt, the fallback (no mail
   * address in people.yaml: Ben Okafor)}. Empty if it is simply those who were asked.
   *
   * @param lacking what somebody who was missed does not have: {@code no mail address in people.yaml}
   * @param otherwise who is told where none of them can be: {@code nobody}
   */
  public static Optional<String> instead(OnCall onCall, Reach reach, String lacking, String otherwise) {
    if (reach.plain()) {
      return Optional.empty();
    }
    String who = reach.role() == Role.NOBODY ? otherwise : names(reach.people());
    String why = reach.missed().isEmpty() ? nobody(onCall) : "%s: %s".formatted(lacking, names(reach.missed()));
    return Optional.of("%s%s (%s)".formatted(who, role(onCall, reach.role()), why));
  }

  private static String role(OnCall onCall, Role role) {
    return switch (role) {
      case ASKED, NOBODY -> "";
      case ON_CALL -> ", on call on schedule " + name(onCall.schedule());
      case FALLBACK -> ", the fallback";
      case NEXT -> ", on call next";
    };
  }

  /** Comma-separated. */
  public static String names(List<Person> people) {
    return people.stream().map(person -> Text.line(person.called(), 100)).collect(Collectors.joining(", "));
  }

  private static String name(OnCall.Level level) {
    return "level %d of %s".formatted(level.number(), name(level.escalation()));
  }

  private static String name(String written) {
    return Text.line(written, 100);
  }
}
