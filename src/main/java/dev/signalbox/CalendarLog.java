package dev.signalbox;

import dev.signalbox.oncall.calendar.CalendarListener;
import dev.signalbox.oncall.calendar.CalendarStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the calendars do, in the log and as metrics. */
final class CalendarLog implements CalendarListener {

  private static final Logger LOG = LoggerFactory.getLogger("dev.signalbox.calendar");

  private final MeterRegistry meters;
  private final Clock clock;
  private final MultiGauge age;
  private final MultiGauge failures;
  private final MultiGauge unknown;
  private List<CalendarStatus> shown = List.of();

  CalendarLog(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    age = MultiGauge.builder("signalbox.on.call.calendar.age").baseUnit("seconds")
        .description("since the last good reading; not a number if there was none").register(meters);
    failures = MultiGauge.builder("signalbox.on.call.calendar.failures")
        .description("readings that failed in a row").register(meters);
    unknown = MultiGauge.builder("signalbox.on.call.calendar.unknown")
        .description("participants who are not in people.yaml").register(meters);
  }

  @Override
  public void read(String schedule, boolean changed) {
    count(schedule, "read");
    if (changed) {
      LOG.atInfo().addKeyValue("schedule", schedule).log("calendar read, and it has changed");
    }
  }

  @Override
  public void failed(String schedule, String reason, int failuresInARow) {
    count(schedule, "failed");
    LOG.atWarn().addKeyValue("schedule", schedule).addKeyValue("failures", failuresInARow).addKeyValue("reason", reason)
        .log("calendar not read");
  }

  private void count(String schedule, String outcome) {
    meters.counter("signalbox.on.call.calendar.readings", "schedule", schedule, "outcome", outcome).increment();
  }

  /** Takes over what the gauges say, and says once what people should look at. */
  void show(List<CalendarStatus> now) {
    if (now.equals(shown)) {
      return;
    }
    now.stream().filter(one -> !one.warnings().isEmpty() || !one.unknown().isEmpty())
        .filter(one -> shown.stream().noneMatch(before -> sameWarnings(before, one)))
        .forEach(one -> LOG.atWarn().addKeyValue("schedule", one.schedule()).addKeyValue("unknown", one.unknown())
            .addKeyValue("warnings", one.warnings()).log("calendar has entries that reach nobody"));
    shown = List.copyOf(now);
    register(age, this::age);
    register(failures, CalendarStatus::failures);
    register(unknown, one -> one.unknown().size());
  }

  private static boolean sameWarnings(CalendarStatus one, CalendarStatus other) {
    return one.schedule().equals(other.schedule())
        && one.warnings().equals(other.warnings())
        && one.unknown().equals(other.unknown());
  }

  private double age(CalendarStatus one) {
    return one.readAt() == null ? Double.NaN : Duration.between(one.readAt(), clock.instant()).toMillis() / 1000.0;
  }

  private void register(MultiGauge gauge, ToDoubleFunction<CalendarStatus> value) {
    gauge.register(
        shown.stream().map(one -> MultiGauge.Row.of(Tags.of("schedule", one.schedule()), one, value)).toList(), true);
  }
}
