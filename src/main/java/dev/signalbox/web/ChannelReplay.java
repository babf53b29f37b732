package dev.signalbox.web;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Replays everything that is dead on one channel. The ids are collected first: what dies again meanwhile is not
 * replayed in circles. Each replay is a transaction of its own, so an interrupted run is simply run again.
 *
 * @param replayed how many were taken
 * @param refused those that were not, each with its reason
 */
public record ChannelReplay(String channel, int replayed, List<Refused> refused) {

  private static final int STRIDE = 200;

  public record Refused(UUID id, String reason) {}

  public static ChannelReplay of(String channel, DeadLetters letters, String by) {
    List<UUID> ids = new ArrayList<>();
    List<DeadLetter> some;
    do {
      some = letters.list(channel, "dead", STRIDE, ids.size());
      some.forEach(letter -> ids.add(letter.id()));
    } while (some.size() == STRIDE);
    List<Refused> refused = new ArrayList<>();
    for (UUID id : ids) {
      DeadLetters.Replay replay = letters.replay(id, false, by);
      if (!replay.accepted()) {
        refused.add(new Refused(id, replay.message()));
      }
    }
    return new ChannelReplay(channel, ids.size() - refused.size(), List.copyOf(refused));
  }
}
