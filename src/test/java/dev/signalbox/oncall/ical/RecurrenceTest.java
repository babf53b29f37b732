package dev.signalbox.oncall.ical;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceTest {

  private static Repeats repeats(String start, String rule) {
    Stamp stamp = Stamp.parse(start, Zone.UTC, Zone.UTC).orElseThrow();
    return new Repeats(RuleReader.read(rule, Zone.UTC), stamp, new Budget(Long.MAX_VALUE));
  }

  /** Each of them is one that ical4j 4.2.1 or lib-recur 0.17.1 gets wrong, most by finding nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
20250131T0200 | FREQ=MONTHLY;BYDAY=-1FR;COUNT=4 | 2025-01-31T02 2025-02-28T02 2025-03-28T02 2025-04-25T02
20240601T0000 | FREQ=HOURLY;BYMONTH=1;COUNT=2 | 2025-01-01T00 2025-01-01T01
20240902T0900 | FREQ=WEEKLY;BYMONTH=1,3;BYDAY=WE,TH;COUNT=2 | 2025-01-01T09 2025-01-02T09
20240101T0900 | FREQ=DAILY;BYMONTHDAY=-1,-2;COUNT=3 | 2024-01-30T09 2024-01-31T09 2024-02-28T09
20111120T1000 | FREQ=WEEKLY;BYDAY=SU,TH,TH;COUNT=3 | 2011-11-20T10 2011-11-24T10 2011-11-27T10
20230101T0000 | FREQ=YEARLY;BYMONTH=4,7;BYYEARDAY=100,200;COUNT=2 | 2023-04-10T00 2023-07-19T00
20120101T1200 | FREQ=HOURLY;BYHOUR=12;BYYEARDAY=-366;COUNT=2 | 2012-01-01T12 2016-01-01T12
20270103T0000 | FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH;COUNT=1 | 2032-12-30T00
19970902T0900 | FREQ=DAILY;BYMONTH=1;BYMONTHDAY=1;BYDAY=TU,TH;COUNT=3 | 1998-01-01T09 2002-01-01T09 2004-01-01T09
20240804T0900 | FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4 | 2024-08-04T09 2024-08-13T09 2024-08-18T09 2024-08-27T09
""")
  void ordinary_rules_lose_no_time(String start, String rule, String expected) {
    List<LocalDateTime> times =
        Stream.of(expected.split(" ")).map(it -> LocalDateTime.parse(it + ":00")).toList();

    Repeats repeats = repeats(start, rule);

    assertThat(repeats.between(LocalDateTime.MIN, LocalDateTime.of(2099, 1, 1, 0, 0)))
        .isEqualTo(times);
    assertThat(times)
        .allSatisfy(it -> assertThat(repeats.between(it, it.plusSeconds(1))).containsExactly(it));
  }

  @Test
  void what_begins_on_a_date_knows_no_times_of_day() {
    assertThat(
            repeats("20241018", "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=1,2;INTERVAL=2;COUNT=3")
                .between(LocalDateTime.MIN, LocalDateTime.MAX))
        .containsExactly(
            LocalDateTime.of(2024, 10, 18, 0, 0),
            LocalDateTime.of(2024, 10, 20, 0, 0),
            LocalDateTime.of(2024, 10, 22, 0, 0));
  }

  @Test
  void a_question_centuries_after_the_start_looks_at_few_days() {
    Rule rule = RuleReader.read("FREQ=HOURLY;INTERVAL=5", Zone.UTC);
    LocalDateTime day = LocalDateTime.of(2026, 8, 3, 0, 0);
    Recurrence.Periods periods =
        new Recurrence(rule, LocalDateTime.of(1601, 1, 1, 0, 0)).periods(day, day.plusDays(1));
    int found = 0;
    while (periods.hasNext()) {
      found += periods.next().size();
    }

    assertThat(found).isBetween(4, 5);
    assertThat(periods.looked()).isLessThan(10);
  }
}
