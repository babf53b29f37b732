package dev.signalbox.web.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.ical.Feed;
import dev.signalbox.oncall.ical.IcalReader;
import dev.signalbox.web.Scene;
import dev.signalbox.web.WebTest;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Without users, as everything else: to anybody on this machine. */
class CalendarFeedsTest extends WebTest {

  @BeforeEach
  void shifts() {
    scene.shifts.put(
        "payments & more",
        List.of(
            Scene.shift(Scene.NOW, Scene.NOW.plus(Duration.ofDays(1)), "mira", "ünknown"),
            Scene.shift(
                Scene.NOW.plus(Duration.ofDays(1)), Scene.NOW.plus(Duration.ofDays(2)), "mira")));
    scene.shifts.put(
        "network", List.of(Scene.shift(Scene.NOW, Scene.NOW.plus(Duration.ofDays(3)), "mira")));
  }

  @Test
  void a_schedules_feed_holds_its_shifts() {
    MvcTestResult feed = get("/on-call/payments%20%26%20more.ics");

    assertThat(feed)
        .hasStatusOk()
        .headers()
        .hasValue("Content-Type", "text/calendar;charset=UTF-8")
        .hasValue("Cache-Control", "no-cache, private");
    Interval window = Feed.window(Scene.NOW);
    assertThat(
            Schedule.of(
                    "s", ZoneOffset.UTC, IcalReader.read(body(feed), ZoneOffset.UTC).assignments())
                .shifts(window.start(), window.end()))
        .isEqualTo(scene.shifts.get("payments & more"));
  }

  @Test
  void a_persons_feed_holds_all_schedules() {
    assertThat(body(get("/on-call/people/mira.ics")).lines().filter(it -> it.startsWith("SUMMARY")))
        .containsExactly("SUMMARY:On call: network", "SUMMARY:On call: payments & more");
    assertThat(body(get("/on-call/people/%C3%BCnknown.ics")))
        .as("on a schedule, not in people.yaml")
        .contains("SUMMARY:On call: payments & more");
    assertThat(get("/on-call/people/jan.ics")).as("without a shift").hasStatusOk();
  }

  @Test
  void what_has_not_changed_is_not_sent_again() {
    String tag = get("/on-call/network.ics").getResponse().getHeader("ETag");
    scene.clock.tick(Duration.ofHours(1));

    MvcTestResult again =
        mvc.get()
            .uri(URI.create("/on-call/network.ics"))
            .header("Host", "localhost")
            .header("If-None-Match", tag)
            .exchange();
    assertThat(again).hasStatus(304);
    assertThat(body(again)).isEmpty();
    scene.shifts.put(
        "network", List.of(Scene.shift(Scene.NOW, Scene.NOW.plus(Duration.ofDays(4)), "mira")));
    assertThat(
            mvc.get()
                .uri(URI.create("/on-call/network.ics"))
                .header("Host", "localhost")
                .header("If-None-Match", tag))
        .hasStatusOk();
  }

  @Test
  void an_unknown_name_is_one_sentence() {
    assertThat(body(get("/on-call/nobody.ics")))
        .isEqualTo(
            "there is no schedule 'nobody' any more; take a new address from the page On call");
    assertThat(body(get("/on-call/people/x%0Ay.ics"))).doesNotContain("\n");
    assertThat(get("/on-call/nobody.ics")).hasStatus(404);
    assertThat(get("/on-call/people/nobody.ics")).hasStatus(404);
  }

  @Test
  void the_page_beside_it_is_still_there() {
    assertThat(get("/on-call")).hasStatusOk();
  }
}
