package dev.signalbox.silence;

import static dev.signalbox.silence.SilenceRefused.wrong;

import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Makes silences and ends them; the one set of rules and words for API, console and command line. Throws {@link
 * SilenceRefused} for what cannot be done, and then nothing was.
 */
public final class SilenceDesk {

  private static final int LONGEST_KEY = 200;
  /** What no silence means: one that matches it matches nearly everything. */
  private static final Subject ANYTHING = new Subject(
      new UUID(0, 0), new AlertKey("any-rule", "any-key"), Severity.ERROR, "", new Row(Map.of()), List.of(), Instant.EPOCH, "");
  private static final int LOOKED_AT = 10_000;
  private static final Duration FURTHEST = Duration.ofDays(366);
  private static final Pattern LENGTH = Pattern.compile("(?=\\d)(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m(?:in)?)?");

  private final Silences silences;
  private final IncidentStore incidents;
  private final Duration longest;
  private final SilenceListener listener;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /** @param longest a silence that lasts longer is made, but not without being said */
  public SilenceDesk(
      Silences silences,
      IncidentStore incidents,
      Duration longest,
      SilenceListener listener,
      Clock clock,
      Supplier<UUID> ids) {
    this.silences = silences;
    this.incidents = incidents;
    this.longest = longest;
    this.listener = listener;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Makes one; it is in force at the next poll of each rule, on every replica.
   *
   * @param author whose name stands on it; checked by the caller
   * @param key the asker's name for this request, at most 200 characters: asked again by the same author under the same key
   *     it is one; blank for none
   */
  public Booked make(Wish wish, String author, String key) {
    UUID id = id(author, key);
    Optional<Silence> earlier = silences.find(id);
    Silence wanted = read(wish, author, id, earlier.map(Silence::madeAt).orElseGet(clock::instant));
    if (earlier.isEmpty()) {
      refuseIfOver(wanted);
      if (silences.make(wanted)) {
        listener.made(wanted);
        return new Booked(wanted, warnings(wanted), false);
      }
      earlier = silences.find(id); // the same request came twice at the same time, and the other one was first
    }
    Silence made = earlier.orElseThrow();
    boolean same = made.matchers().equals(wanted.matchers()) && made.comment().equals(wanted.comment())
        && lasts(made).equals(lasts(wanted));
    if (!same) {
      throw new SilenceRefused(
          SilenceRefused.Why.CONFLICT, "this idempotency key was used already, for %s; use a new one", made.matchers());
    }
    return new Booked(made, warnings(made), true);
  }

  /** What {@link #make} would hold, without doing it. */
  public Preview preview(Wish wish, String author) {
    Silence wanted = read(wish, author, ids.get(), clock.instant());
    refuseIfOver(wanted);
    List<Incident> open = incidents.list(true, null, null, LOOKED_AT, 0);
    List<Incident> holds = open.stream().filter(one -> wanted.matchers().matches(one.subject())).toList();
    return new Preview(wanted, warnings(wanted), holds, open.size());
  }

  /**
   * Changes one that is not over; what the wish leaves out stays. It is so at the next poll of each rule.
   *
   * @param change its end as a length counts from now, or from the start if that is to come; a start it has not
   */
  public Booked edit(UUID id, Wish change, String by) {
    Silence before = find(id);
    Instant now = clock.instant();
    if (before.state(now) == Silence.State.EXPIRED) {
      throw new SilenceRefused(SilenceRefused.Why.CONFLICT, "silence %s is over; make a new one", id);
    }
    if (!change.start().isBlank()) {
      throw wrong("the start stays as it is; expire this silence and make a new one");
    }
    Silence after = changed(before, change, now);
    List<String> differences = differences(before, after);
    if (differences.isEmpty()) {
      return new Booked(before, warnings(before), true);
    }
    if (!silences.edit(before, after, new Silences.Edit(now, by, String.join("; ", differences)))) {
      throw new SilenceRefused(SilenceRefused.Why.CONFLICT, "somebody else has changed silence %s meanwhile; look again", id);
    }
    listener.edited(after, by);
    return new Booked(after, warnings(after), false);
  }

  private static Silence changed(Silence before, Wish change, Instant now) {
    Matchers matchers = change.matchers().isEmpty() ? before.matchers() : matchers(change);
    Instant from = now.isBefore(before.startsAt()) ? before.startsAt() : now.truncatedTo(ChronoUnit.SECONDS);
    Instant end = change.end().isBlank()
        ? before.endsAt() : length(change.end()).map(from::plus).orElseGet(() -> instant("end", change.end()));
    if (!end.isAfter(now)) {
      throw wrong("the end %s has passed already; say one that is to come, or expire the silence", end);
    }
    if (!end.isAfter(before.startsAt())) {
      throw wrong("the end %s is not after the start %s; correct it", end, before.startsAt());
    }
    String comment = change.comment().isBlank() ? before.comment() : comment(change.comment());
    return new Silence(before.id(), matchers, before.startsAt(), end, before.author(), comment, before.madeAt(), null, null);
  }

  private static List<String> differences(Silence before, Silence after) {
    List<String> said = new ArrayList<>();
    if (!before.matchers().equals(after.matchers())) {
      said.add("%s instead of %s".formatted(after.matchers(), before.matchers()));
    }
    if (!before.endsAt().equals(after.endsAt())) {
      said.add("until %s instead of %s".formatted(after.endsAt(), before.endsAt()));
    }
    if (!before.comment().equals(after.comment())) {
      said.add("\"%s\" instead of \"%s\"".formatted(after.comment(), before.comment()));
    }
    return said;
  }

  private static Matchers matchers(Wish wish) {
    try {
      return new Matchers(wish.matchers());
    } catch (IllegalArgumentException e) {
      throw wrong("%s", e.getMessage());
    }
  }

  /** Ends one now. One that is over stays as it is. */
  public Silence expire(UUID id, String by) {
    Silence before = find(id);
    if (before.state(clock.instant()) == Silence.State.EXPIRED) {
      return before;
    }
    Silence after = silences.expire(id, by).orElseThrow();
    listener.expired(after);
    return after;
  }

  public Silence find(UUID id) {
    return silences.find(id)
        .orElseThrow(() -> new SilenceRefused(SilenceRefused.Why.UNKNOWN, "there is no silence %s", id));
  }

  /** What its maker may not have meant. */
  public List<String> warnings(Silence silence) {
    List<String> warnings = new ArrayList<>();
    if (lasts(silence).compareTo(longest) > 0) {
      warnings.add("it lasts %d days, longer than the %d that are usual (signalbox.silence.longest); plan what is to stay"
          .formatted(lasts(silence).toDays(), longest.toDays()));
    }
    if (silence.matchers().matches(ANYTHING)) {
      warnings.add("it matches nearly everything, also what the hub has to say about itself");
    }
    return warnings;
  }

  private static Duration lasts(Silence silence) {
    return Duration.between(silence.startsAt(), silence.endsAt());
  }

  private void refuseIfOver(Silence wanted) {
    if (!wanted.endsAt().isAfter(clock.instant())) {
      throw wrong("the end %s has passed already; say one that is to come, or a length such as 4h", wanted.endsAt());
    }
  }

  private Silence read(Wish wish, String author, UUID id, Instant now) {
    Matchers matchers = matchers(wish);
    String comment = comment(wish.comment());
    Instant start = wish.start().isBlank() ? now.truncatedTo(ChronoUnit.SECONDS) : instant("start", wish.start());
    if (start.isAfter(now.plus(FURTHEST))) {
      throw wrong("the start %s is more than %d days ahead; correct it", start, FURTHEST.toDays());
    }
    if (wish.end().isBlank()) {
      throw wrong("the end is missing; say when the silence is over, such as 2026-05-01T09:00Z, or how long it lasts, such as 4h");
    }
    Instant end = length(wish.end()).map(start::plus).orElseGet(() -> instant("end", wish.end()));
    if (!end.isAfter(start)) {
      throw wrong("the end %s is not after the start %s; exchange or correct them", end, start);
    }
    return new Silence(id, matchers, start, end, author, comment, now, null, null);
  }

  private static String comment(String text) {
    String comment = text.strip();
    if (comment.isEmpty()) {
      throw wrong("the comment is missing; say why, for whoever wonders why nobody was told");
    }
    if (comment.length() > Wish.LONGEST_COMMENT) {
      throw wrong("the comment of %d characters is longer than %d; shorten it", comment.length(), Wish.LONGEST_COMMENT);
    }
    if (comment.chars().anyMatch(Character::isISOControl)) {
      throw wrong("the comment must be one line without control characters");
    }
    return comment;
  }

  private static Instant instant(String what, String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text.strip());
      if (time.getYear() > 1970 && time.getYear() < 2200) {
        return time.toInstant();
      }
    } catch (DateTimeException notAnInstant) {
      // said below
    }
    throw wrong("%s '%s' is not an instant; write it with Z or an offset, such as 2026-05-01T09:00+02:00", what, Matcher.cut(text));
  }

  private static Optional<Duration> length(String text) {
    java.util.regex.Matcher form = LENGTH.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofDays(number(form, 1)).plusHours(number(form, 2)).plusMinutes(number(form, 3)));
  }

  private static long number(java.util.regex.Matcher form, int group) {
    return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
  }

  /** The key becomes the id, so that the store needs nothing else to know a request again. */
  private UUID id(String author, String key) {
    if (key.isBlank()) {
      return ids.get();
    }
    if (key.length() > LONGEST_KEY) {
      throw wrong("the idempotency key is longer than %d characters; shorten it", LONGEST_KEY);
    }
    return UUID.nameUUIDFromBytes(String.join("\0", "silence", author, key).getBytes(StandardCharsets.UTF_8));
  }
}
