package dev.signalbox.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {

  private static final Map<String, Object> ROW = new LinkedHashMap<>();

  static {
    ROW.put("server_id", "db-7");
    ROW.put("team", "storage");
    ROW.put("downtime_count", 5L);
    ROW.put("cause", null);
    ROW.put("tags", List.of("blue", "eu"));
  }

  static Subject subject() {
    return new Subject(
        UUID.randomUUID(), new AlertKey("sla-breach", "db-7"), Severity.CRITICAL, "t", new Row(ROW), List.of(), Instant.EPOCH, "/");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
    "server_id=db-7; true",
    "server_id = \"db-7\"; true",
    "SERVER_ID=db-7; true",
    "server_id=DB-7; false",
    "server_id!=db-7; false",
    "server_id=~db-.*; true",
    "server_id=~db; false",
    "server_id!~db-.*; false",
    "server_id!~web-.*; true",
    "rule=sla-breach; true",
    "key=db-7; true",
    "severity=critical; true",
    "severity=~warning|info; false",
    "downtime_count=5; true",
    "cause=; true",
    "cause=\"\"; true",
    "cause!=; false",
    "no_such_column!=x; true",
    "no_such_column=x; false",
    "tags=eu; true",
    "tags!=eu; false",
    "tags=~b.*; true",
  })
  void one_condition(String matcher, boolean matches) {
    assertThat(Matcher.parse(matcher).matches(subject())).isEqualTo(matches);
  }

  @Test
  void all_must_be_met() {
    assertThat(Matchers.parse(List.of("rule=sla-breach", "team=storage")).matches(subject())).isTrue();
    assertThat(Matchers.parse(List.of("rule=sla-breach", "team=network")).matches(subject())).isFalse();
  }

  @Property
  void what_is_written_is_read_again(@ForAll @StringLength(max = 40) String value) {
    if (value.indexOf('\0') < 0) {
      Matcher matcher = Matcher.of("server_id", Matcher.Op.NOT_EQUAL, value);
      assertThat(Matcher.parse(matcher.toString())).isEqualTo(matcher);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
    "db-7; 'db-7' is no matcher; write one such as server_id=db-7",
    "=db-7; '=db-7' is no matcher",
    "server_id=~[; the pattern '[' of server_id cannot be used: missing closing ] in [",
  })
  void what_is_none_is_refused(String text, String sentence) {
    assertThatThrownBy(() -> Matcher.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(sentence.split(";")[0]);
  }

  @Test
  void what_would_match_everything_is_refused() {
    assertThatThrownBy(() -> new Matchers(List.of())).hasMessageStartingWith("there is no matcher");
    assertThatThrownBy(() -> Matchers.parse(List.of("team=~.*"))).hasMessageContaining("matches whatever there is");
    assertThatThrownBy(() -> Matchers.parse(List.of("team!=x", "server_id=~\"a?\""))).hasMessageContaining("matches whatever there is");
  }

  @Test
  void a_rule_that_it_does_not_concern_is_known_beforehand() {
    assertThat(Matchers.parse(List.of("rule=sla-breach", "team=a")).concern("sla-breach")).isTrue();
    assertThat(Matchers.parse(List.of("rule=sla-breach", "team=a")).concern("other")).isFalse();
    assertThat(Matchers.parse(List.of("team=a")).concern("other")).isTrue();
  }
}
