package dev.signalbox.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Heard.Doer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AcquaintanceTest {

  private static final UUID INCIDENT = UUID.fromString("7f0c1a52-9d3e-4c1b-8a66-000000000042");

  private final Map<String, UUID> known = new HashMap<>();
  private final ForeignNames names = new ForeignNames() {
    @Override
    public void learn(String channel, String name, UUID incident) {
      known.putIfAbsent(channel + " " + name, incident);
    }

    @Override
    public Optional<UUID> incident(String channel, String name) {
      return Optional.ofNullable(known.get(channel + " " + name));
    }
  };
  private final Response response = new Acquaintance(names, heard -> heard.deed() + " of " + heard.incident());

  private String hear(Deed deed, @Nullable UUID incident, @Nullable String name) {
    return response.to(new Heard("pagerduty", incident, name, deed, Doer.NOBODY, "", null, null));
  }

  @Test
  void news_that_says_only_the_other_sides_name_is_about_the_incident_that_was_called_so() {
    assertThat(hear(Deed.NAMED, INCIDENT, "PGR0VU2")).isEqualTo("remembered");
    assertThat(hear(Deed.COMMENTED, null, "PGR0VU2")).isEqualTo("COMMENTED of " + INCIDENT);
    assertThat(hear(Deed.COMMENTED, null, "PELSE")).isEqualTo("COMMENTED of null");
  }

  @Test
  void any_news_with_both_names_teaches() {
    assertThat(hear(Deed.ACKNOWLEDGED, INCIDENT, "PGR0VU2")).isEqualTo("ACKNOWLEDGED of " + INCIDENT);
    assertThat(hear(Deed.COMMENTED, null, "PGR0VU2")).isEqualTo("COMMENTED of " + INCIDENT);
  }

  @Test
  void news_without_a_name_of_theirs_passes() {
    assertThat(hear(Deed.ACKNOWLEDGED, INCIDENT, null)).isEqualTo("ACKNOWLEDGED of " + INCIDENT);
    assertThat(hear(Deed.ACKNOWLEDGED, INCIDENT, "")).isEqualTo("ACKNOWLEDGED of " + INCIDENT);
    assertThat(known).isEmpty();
  }
}
