package dev.signalbox.web;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.DeadLetters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Dead letters; {@link #over} holds those whose incident is over, which only force replays. */
public final class InMemoryDeadLetters implements DeadLetters {

  public final Map<UUID, DeadLetter> letters = new LinkedHashMap<>();
  public final Set<UUID> over = new HashSet<>();
  public final List<String> actions = new ArrayList<>();

  @Override
  public void bury(DeadLetter letter) {
    letters.put(letter.id(), letter);
  }

  @Override
  public void buryRow(DeadLetter letter, String of) {
    bury(letter);
  }

  @Override
  public List<DeadLetter> list(@Nullable String channel, @Nullable String status, int limit, int offset) {
    return letters.values().stream()
        .filter(letter -> channel == null || channel.equals(letter.channel()))
        .filter(letter -> status == null || status.equals(letter.status()))
        .sorted(Comparator.comparing(DeadLetter::at).reversed())
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<DeadLetter> find(UUID id) {
    return Optional.ofNullable(letters.get(id));
  }

  @Override
  public Replay replay(UUID id, boolean force, String by) {
    if (over.contains(id) && !force) {
      return new Replay(false, "the incident is over: an opening would come too late, force it if it has to be sent");
    }
    mark(id, "replayed");
    actions.add("replayed " + id + " by " + by + (force ? " by force" : ""));
    return new Replay(true, "due now");
  }

  @Override
  public boolean discard(UUID id, String by) {
    if (!letters.containsKey(id) || !letters.get(id).status().equals("dead")) {
      return false;
    }
    mark(id, "discarded");
    actions.add("discarded " + id + " by " + by);
    return true;
  }

  @Override
  public long waiting() {
    return letters.values().stream().filter(letter -> letter.status().equals("dead")).count();
  }

  private void mark(UUID id, String status) {
    letters.computeIfPresent(id, (any, l) -> new DeadLetter(
        l.id(), l.at(), l.source(), l.rule(), l.channel(), l.address(), l.deliveryId(), l.incidentId(), l.payload(), l.reason(),
        l.attempts(), status));
  }
}
