package dev.signalbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.oncall.Replacement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OverrideLogTest {

  private static final Instant NOW = Instant.parse("2026-08-03T00:30:00Z");
  private static final Made MADE = new Made(new UUID(0, 1), "db", new Replacement(new Interval(NOW, NOW.plusSeconds(3600)),
      Replacement.Kind.REPLACE, List.of("cleo"), List.of("ben")), "mira", "the password is canary", NOW);

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.signalbox.override");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OverrideLog log = new OverrideLog(meters);

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  @Test
  void what_was_made_is_one_line_that_says_who_when_and_instead_of_whom_but_not_the_free_text() {
    log.made(MADE);

    assertThat(lines.list).hasSize(1);
    ILoggingEvent line = lines.list.get(0);
    assertThat(line.getLevel()).isEqualTo(Level.INFO);
    assertThat(line.getFormattedMessage()).isEqualTo("override made");
    assertThat(line.getKeyValuePairs()).extracting(pair -> pair.key + "=" + pair.value).containsExactly(
        "override=00000000-0000-0000-0000-000000000001", "schedule=db", "type=replace", "participants=[cleo]", "replaces=[ben]",
        "start=2026-08-03T00:30:00Z", "end=2026-08-03T01:30:00Z", "by=mira");
  }

  @Test
  void what_was_taken_back_names_who_did_and_both_are_counted() {
    log.made(MADE);
    log.withdrawn(new Made(MADE.id(), "db", MADE.change(), "mira", "", NOW, NOW, "jan"));

    assertThat(lines.list.get(1).getFormattedMessage()).isEqualTo("override withdrawn");
    assertThat(lines.list.get(1).getKeyValuePairs()).extracting(pair -> pair.key + "=" + pair.value).contains("by=jan");
    assertThat(meters.get("signalbox.overrides").tags("schedule", "db", "event", "made").counter().count()).isOne();
    assertThat(meters.get("signalbox.overrides").tags("schedule", "db", "event", "withdrawn").counter().count()).isOne();
  }
}
