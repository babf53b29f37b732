package dev.signalbox.report;

import dev.signalbox.escalation.lint.OnCallAccount;
import dev.signalbox.report.HubFacts.Hub;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that a report is made of.
 *
 * @param now database time
 * @param source the rows of the report's query
 * @param sourceFailure why there are none; null if there are
 * @param key the column by which rows and incidents name a server
 * @param rota what is wrong on call; null if that has not been looked at yet
 * @param predictions empty if nothing was predicted
 * @param people from the names of people.yaml to those that people write
 */
record Facts(
    String rule,
    LocalDate date,
    ZoneId zone,
    Instant now,
    List<Outage> source,
    @Nullable String sourceFailure,
    String key,
    Hub hub,
    @Nullable OnCallAccount rota,
    Optional<Predictions.Told> predictions,
    UnaryOperator<String> people) {

  Period day() {
    return Period.dayBefore(date, zone);
  }

  Period month() {
    return Period.monthBefore(date, zone);
  }
}
