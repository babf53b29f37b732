package dev.signalbox.channel;

import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One system that can be told something. Implementations are pure and thread-safe: no I/O, no clock, no state. */
public interface Channel {

  /** Lower case, also the id of its route and the prefix of its sink: {@code pagerduty}. */
  String name();

  /**
   * Whether sending the same delivery twice is harmless, because the other side merges repeats or because
   * {@link #send} looks before it creates. If not, the dispatcher keeps one delivery on the wire at a time and records it
   * before the next, so that a crash can repeat one message at the most.
   */
  boolean repeatable();

  /** The most that the other side takes in a minute at one address, by its documentation; 0 where it names no number. */
  default int perMinute() {
    return 0;
  }

  /** What news of a kind ask of the other side, where it limits such requests by themselves; the same word for the same. */
  default String endpoint(ChangeKind kind) {
    return "";
  }

  /** Whether this kind of news means something here: a ticket is not reopened for a reminder. */
  default boolean takes(ChangeKind kind) {
    return true;
  }

  /** Whether {@link Message#document()} is used: who carries no files is asked for none. */
  default boolean carriesFiles() {
    return false;
  }

  /** Whether {@link Message#picture()} is shown. */
  default boolean showsPictures() {
    return false;
  }

  /** The settings without which nothing can be sent, for example {@code signalbox.pagerduty.routing-key}; empty if all are there. */
  List<String> missingSettings();

  /**
   * Where one person hears what is sent on this channel. It is kept with every delivery: no secret.
   *
   * @return empty if the channel cannot tell this person: there is no id in people.yaml, or a setting is missing
   */
  default Optional<String> addressOf(Person person) {
    return Optional.empty();
  }

  /**
   * What can be asked of the other side before anything is sent, to say what is missing: scopes, permissions, required fields.
   *
   * @param options of a sink that leads here
   */
  default List<Question> questions(Map<String, String> options) {
    return List.of();
  }

  /**
   * The first step of one attempt to deliver. Called again from the start on every attempt.
   *
   * @throws IllegalArgumentException if the message cannot be said on this channel at all; it becomes a dead letter with
   *     that reason
   */
  Step send(Message message);
}
