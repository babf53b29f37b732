package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.silence.Matchers;
import dev.signalbox.silence.Silence;
import dev.signalbox.silence.Silences;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JdbcSilencesTest {

  private final StoreFixture store = new StoreFixture();
  private final JdbcSilences silences = new JdbcSilences(store.jdbc, store.clock);

  private Silence silence(Duration from, Duration to) {
    return new Silence(
        UUID.randomUUID(), Matchers.parse(List.of("rule=sla-breach", "cause!~\"a \\\"b\\\" {2}\"")), store.clock.instant().plus(from),
        store.clock.instant().plus(to), "mira", "disk; swap", store.clock.instant(), null, null);
  }

  @Test
  void it_comes_back_as_it_was_made_and_once() {
    Silence made = silence(Duration.ZERO, Duration.ofHours(1));
    assertThat(silences.make(made)).isTrue();
    assertThat(silences.make(made)).isFalse();
    assertThat(silences.find(made.id())).contains(made);
  }

  @Test
  void in_force_is_half_open() {
    Silence now = silence(Duration.ZERO, Duration.ofHours(1));
    Silence later = silence(Duration.ofHours(1), Duration.ofHours(2));
    silences.make(now);
    silences.make(later);

    assertThat(silences.inForce(store.clock.instant())).containsExactly(now);
    assertThat(silences.inForce(store.clock.instant().plus(Duration.ofHours(1)))).containsExactly(later);
    assertThat(silences.list(true, store.clock.instant(), 10)).containsExactly(later, now);
    assertThat(silences.list(false, store.clock.instant().plus(Duration.ofHours(1)), 10)).containsExactly(now);
  }

  @Test
  void an_edit_changes_what_it_has_seen_and_stays_on_record() {
    Silence before = silence(Duration.ZERO, Duration.ofHours(1));
    silences.make(before);
    Silence after = new Silence(before.id(), Matchers.parse(List.of("rule=other")), before.startsAt(), before.endsAt().plusSeconds(60),
        before.author(), "longer", before.madeAt(), null, null);
    Silences.Edit edit = new Silences.Edit(store.clock.instant(), "jan", "longer");

    assertThat(silences.edit(before, after, edit)).isTrue();
    assertThat(silences.find(before.id())).contains(after);
    assertThat(silences.edit(before, after, edit)).as("it is not as it was seen").isFalse();
    assertThat(silences.edits(before.id())).containsExactly(edit);

    silences.expire(before.id(), "ana");
    assertThat(silences.edit(after, before, edit)).as("ended").isFalse();
  }

  @Test
  void expired_is_expired_once_and_stays_on_record() {
    Silence made = silence(Duration.ZERO, Duration.ofHours(1));
    silences.make(made);

    Silence expired = silences.expire(made.id(), "jan").orElseThrow();
    assertThat(expired.expiredAt()).isEqualTo(store.clock.instant());
    store.clock.tick(Duration.ofMinutes(1));
    assertThat(silences.expire(made.id(), "ana")).contains(expired);
    assertThat(silences.inForce(store.clock.instant())).isEmpty();
    assertThat(silences.list(false, store.clock.instant(), 10)).containsExactly(expired);
    assertThat(silences.expire(UUID.randomUUID(), "jan")).isEmpty();
  }
}
