package dev.signalbox.channel;

import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.ChangeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

  @Test
  void the_row_is_listed_in_the_order_of_the_query_without_its_nulls() {
    assertThat(Wording.asLines(Wording.row(a_downtime().build().subject()))).isEqualTo("""
        Server id: srv-042
        Downtime count: 7
        Downtime duration minutes: 135 (2 h 15 min)
        Last start: 2026-03-01 11:58:30 UTC
        Sla tracking: true""");
  }

  @Test
  void the_facts_of_an_end_say_how_long_it_took() {
    assertThat(Wording.asLines(Wording.facts(a_downtime().kind(ChangeKind.RESOLVED).build()))).isEqualTo("""
        Severity: error
        Opened: 2026-03-01 12:00:00 UTC
        Resolved: 2026-03-01 13:35:00 UTC
        Lasted: 1 h 35 min
        On call: Mira Okafor
        Rule: repeated-downtime""");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min", "61, 1 min 1 s", "3600, 1 h", "8100, 2 h 15 min", "90000, 1 d 1 h", "-5, 0 s"})
  void durations_are_for_people(long seconds, String text) {
    assertThat(Wording.duration(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @Test
  void values_are_one_line_each() {
    assertThat(Wording.value("x", List.of("a\nb", 1.0, Instant.EPOCH))).isEqualTo("a b, 1, 1970-01-01 00:00:00 UTC");
    assertThat(Wording.value("start_time", "2026-03-01T04:46:47.702826Z")).isEqualTo("2026-03-01 04:46:47 UTC");
    assertThat(Wording.value("start_time", "2026-02-31T04:46:47Z")).isEqualTo("2026-02-31T04:46:47Z");
    assertThat(Wording.value("idle_seconds", 61.0)).isEqualTo("61 (1 min 1 s)");
  }

  @Test
  void an_incident_without_title_is_called_by_its_alert() {
    assertThat(Wording.title(a_downtime().titled(" \u0000 ").build().subject())).isEqualTo("repeated-downtime/srv-042");
  }
}
