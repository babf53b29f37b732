package dev.signalbox.oncall.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.CalendarRef;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {

  private static final Map<String, String> SETTINGS =
      Map.of("signalbox.calendars.web", " https://example.com/$1/web.ics ", "TOKEN", "t0ken", "signalbox.calendars.blank", " ");

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "on-call/web.ics                              | on-call/web.ics                   | false |",
    "{{signalbox.calendars.web}}                  | https://example.com/$1/web.ics    | true  |",
    "{{ signalbox.calendars.web }}                | https://example.com/$1/web.ics    | false |",
    "{{signalbox.calendars.web:http://localhost}} | https://example.com/$1/web.ics    | false |",
    "{{signalbox.calendars.no:http://localhost}}  | http://localhost                  | false |",
    "{{signalbox.calendars.web}}.evil.example     | https://example.com/$1/web.ics.evil.example | false |",
    "https://example.com/{{env:TOKEN}}/web.ics    | https://example.com/t0ken/web.ics | false |",
    "https://example.com/{{env:NONE}}             | https://example.com/{{env:NONE}}  | false | NONE",
    "{{signalbox.calendars.blank}}                | {{signalbox.calendars.blank}}     | true  | signalbox.calendars.blank",
    "{{a}}/{{b}}                                  | {{a}}/{{b}}                       | false | a b"
  })
  void settings_take_their_place(String written, String text, boolean named, String unset) {
    CalendarRef ref = new CalendarRef(CalendarRef.Kind.ICAL, written, "", Duration.ofMinutes(15));

    Location location = Location.of(ref, name -> Optional.ofNullable(SETTINGS.get(name)));

    assertThat(location.text()).isEqualTo(text);
    assertThat(location.named()).isEqualTo(named);
    assertThat(String.join(" ", location.unset())).isEqualTo(unset == null ? "" : unset);
    assertThat(location.toString()).doesNotContain("example", "t0ken");
  }
}
