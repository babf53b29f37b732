package dev.signalbox.web.console.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.web.BusyMonday;
import dev.signalbox.web.Scene;
import dev.signalbox.web.WebTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.util.HtmlUtils;

/** The calendar of a busy Monday, 2026-08-03 at 11:30 in Berlin. */
class CalendarPagesTest extends WebTest {

  private static final String FORM = "/on-call/infrastructure/overrides/new";
  private static final String MAKE = "/on-call/infrastructure/overrides";

  @BeforeEach
  void aBusyMonday() {
    BusyMonday.fill(scene);
  }

  /** The text of a page, without markup. */
  private static String words(String page) {
    return HtmlUtils.htmlUnescape(page.replaceAll("(?s)<script.*?</script>|<[^>]+>", "").replaceAll("\\s+", " "));
  }

  private List<Made> made(String schedule) {
    return scene.overrides.endingAfter(Scene.NOW).stream().filter(one -> one.schedule().equals(schedule)).toList();
  }

  private MvcTestResult send(String... parameters) {
    return press(FORM, MAKE, parameters);
  }

  /** Sends the form; returns what its button sends when it is pressed a second time, after a look at what changes. */
  private String[] looked(String... parameters) {
    String seen = hidden(body(send(parameters)), "seen");
    return Stream.concat(Stream.of(parameters), Stream.of("seen", seen)).toArray(String[]::new);
  }

  private static String hidden(String page, String name) {
    Matcher field = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
    assertThat(field.find()).as(name).isTrue();
    return field.group(1);
  }

  @Test
  void who_is_on_call_and_who_follows_is_told_with_their_full_names_and_how_to_reach_them() {
    String page = words(page("/on-call/infrastructure"));

    assertThat(page).contains("Sofía Wendelin-Oberhausen sofia.wendelin-oberhausen@example.org")
        .contains("since Mon 3 Aug 09:00, until Mon 3 Aug 14:00 (in 2 h 30 min)")
        .contains("Kwame Mensah kwame.mensah@example.orgSlack U01KWAME")
        .contains("from Mon 3 Aug 14:00, until Mon 3 Aug 17:00");
  }

  @Test
  void an_override_in_force_is_told_with_who_made_it_and_why() {
    assertThat(words(page("/on-call/infrastructure")))
        .contains("override Sofía Wendelin-Oberhausen instead of Kwame Mensah by mira: “Kwame is at the dentist”")
        .contains("Tomoko Hayashi as well", "Tue 4 Aug 18:00 – Wed 5 Aug 08:00")
        .contains("Pavel Novák instead of everybody", "in the schedule's file");
  }

  @Test
  void a_gap_is_drawn_and_told_with_its_exact_bounds_also_where_it_began_before_the_days_shown() {
    String page = page("/on-call/database");

    assertThat(words(page)).contains("4 gaps: nobody on call", "Fri 31 Jul 20:00 – Mon 3 Aug 08:00 2 d 12 h");
    assertThat(page).contains("class=\"slot gap x",
        "nobody, Fri 7 Aug 2026 20:00 EDT – Sat 8 Aug 2026 08:00 EDT, 12 h");
  }

  @Test
  void the_fallback_is_told_apart_from_somebody_on_turn() {
    assertThat(words(page("/on-call/network")))
        .contains("Only the fallback answers Mon 10 Aug 08:00 – Mon 17 Aug 08:00 7 d");
    scene.clock.tick(Duration.ofDays(8));
    assertThat(words(page("/on-call/network"))).contains("nobody is scheduled: this is the fallback");
  }

  @Test
  void every_layer_has_a_row_of_its_own() {
    assertThat(page("/on-call/infrastructure"))
        .contains(">On call</span>", ">Overrides</span>", ">week</span>", ">business-hours</span>");
  }

  @ParameterizedTest
  @CsvSource({
    "schedule,      since Mon 3 Aug 09:00",
    "utc,           since Mon 3 Aug 07:00",
    "Asia/Kolkata,  since Mon 3 Aug 12:30",
  })
  void times_are_those_of_the_zone_that_was_chosen(String zone, String told) {
    assertThat(words(page("/on-call/infrastructure?zone=" + zone))).contains(told);
  }

  @Test
  void the_zone_stays_chosen_on_the_way_through_the_pages() {
    String page = page("/on-call?zone=Asia/Kolkata&weeks=4");

    assertThat(page)
        .contains("href=\"/on-call?weeks=4&amp;zone=Asia%2FKolkata\"",
            "/on-call/infrastructure?weeks=4&amp;zone=Asia%2FKolkata");
    assertThat(page)
        .contains("/overrides/new?zone=Asia%2FKolkata", "hx-get=\"/on-call?zone=Asia/Kolkata&amp;weeks=4\"");
  }

  @Test
  void the_days_are_turned_like_pages() {
    assertThat(page("/on-call"))
        .contains("rel=\"prev\" href=\"/on-call?from=2026-07-20\"", "rel=\"next\" href=\"/on-call?from=2026-08-17\"");
    assertThat(page("/on-call?from=2026-08-17&weeks=1")).contains(
        "href=\"/on-call?from=2026-08-10&amp;weeks=1\"", "href=\"/on-call?from=2026-08-24&amp;weeks=1\"");
    assertThat(page("/on-call?from=2026-07-20")).as("back to today").contains("rel=\"next\" href=\"/on-call\"");
  }

  @Test
  void a_day_of_25_hours_is_marked_as_one() {
    assertThat(page("/on-call/infrastructure?from=2026-10-19")).contains(
        "class=\"day weekend odd x42 x_7 w7 w_4\" title=\"Sunday 25 October 2026, the clock is changed: 25 h\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "/on-call?zone=Mars/Base    | 400 | zone &#39;Mars/Base&#39; is unknown, use schedule, utc or an IANA name",
    "/on-call?from=soon         | 400 | from &#39;soon&#39; is not a date, use one as in 2026-03-28",
    "/on-call?from=0001-01-01   | 400 | from &#39;0001-01-01&#39; is not between 1971-01-01 and 2199-01-01",
    "/on-call?weeks=3           | 400 | weeks &#39;3&#39; is unknown, use one of 1, 2, 4",
    "/on-call/nights            | 404 | there is no schedule &#39;nights&#39;",
    "/on-call/people/zoe        | 404 | there is nobody called &#39;zoe&#39;",
    "/on-call/x/overrides/new   | 404 | there is no schedule &#39;x&#39;",
  })
  void what_cannot_be_shown_is_said_in_a_sentence(String path, int status, String sentence) {
    MvcTestResult answer = get(path);
    assertThat(answer).hasStatus(status);
    assertThat(body(answer)).contains(sentence);
  }

  @ParameterizedTest
  @CsvSource({"/on-call", "/on-call?weeks=4&zone=utc", "/on-call/infrastructure", "/on-call/people/ana", FORM})
  void a_page_asks_for_the_plan_once(String path) {
    scene.plansRead = 0;
    page(path);
    assertThat(scene.plansRead).isOne();
  }

  @Test
  void asked_by_htmx_it_is_the_live_part_only_and_no_form_is_in_it() {
    String part = body(mvc.get().uri("/on-call").header("Host", "localhost").header("HX-Request", "true").exchange());

    assertThat(part).contains("Sofía Wendelin-Oberhausen")
        .doesNotContain("<main", "<html", "type=\"date\"", "name=\"reason\"");
  }

  @Test
  void a_shift_leads_to_the_form_filled_in_with_it() {
    String link = "/on-call/infrastructure/overrides/new?from=2026-08-04T17%3A00&to=2026-08-04T18%3A00&instead=ana";

    assertThat(page("/on-call")).contains("href=\"" + link.replace("&", "&amp;") + "\"");
    assertThat(page(link))
        .contains("value=\"2026-08-04T17:00\"", "value=\"2026-08-04T18:00\"",
            "<option value=\"ana\" selected=\"selected\">Ana Duarte");
  }

  @Test
  void an_override_is_made_after_its_maker_has_seen_what_changes() {
    String[] swap = {"who", "jan", "instead", "ana", "from", "2026-08-06T17:00", "to", "2026-08-07T09:00",
        "reason", "swapped", "key", "k1"};

    assertThat(words(body(send(swap)))).contains("Jan Lindqvist instead of Ana Duarte", "What changes",
        "Thu 6 Aug 17:00 – Fri 7 Aug 09:00", "Ana Duarte → Jan Lindqvist", "As it is", "With it", "Make this override");
    assertThat(made("infrastructure")).as("not yet").hasSize(2);

    MvcTestResult done = send(looked(swap));

    Made last = made("infrastructure").get(2);
    assertThat(done).hasRedirectedUrl("/on-call/infrastructure?made=" + last.id());
    assertThat(last).extracting(Made::author, Made::reason).containsExactly("console", "swapped");
    assertThat(last.change().during().start()).isEqualTo("2026-08-06T15:00:00Z");
    assertThat(words(page("/on-call/infrastructure?made=" + last.id())))
        .contains("The override is made", "Jan Lindqvist instead of Ana Duarte");
  }

  @Test
  void pressing_twice_makes_one() {
    String[] form = looked("who", "jan", "from", "2026-08-06T17:00", "hours", "8", "key", "k2");

    assertThat(send(form)).hasStatus3xxRedirection();
    assertThat(send(form)).hasStatus3xxRedirection();

    assertThat(made("infrastructure")).hasSize(3);
  }

  @Test
  void what_has_changed_since_it_was_looked_at_is_shown_again_and_not_made() {
    String[] form = looked("who", "jan", "from", "2026-08-06T17:00", "hours", "8", "key", "k3");
    send(looked("who", "tomoko", "from", "2026-08-06T18:00", "hours", "1", "key", "k4"));
    assertThat(made("infrastructure")).hasSize(3);

    MvcTestResult again = send(form);

    assertThat(again).hasStatusOk();
    assertThat(words(body(again))).contains("This is not what you looked at before", "it overlaps");
    assertThat(made("infrastructure")).hasSize(3);
  }

  @Test
  void other_values_than_those_looked_at_are_shown_first() {
    String[] form = looked("who", "jan", "from", "2026-08-06T17:00", "hours", "8", "key", "k5");
    form[1] = "grace";

    assertThat(send(form)).hasStatusOk();
    assertThat(made("infrastructure")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "''   | ana  | 2026-08-06T17:00 | 2026-08-07T09:00 | ''  | who-mistake     | Choose who takes over",
    "none | none | 2026-08-06T17:00 | 2026-08-07T09:00 | ''  | instead-mistake | Nobody as well changes nothing",
    "jan  | jan  | 2026-08-06T17:00 | 2026-08-07T09:00 | ''  | ''              | cannot stand in for the same person",
    "zoe  | ''   | 2026-08-06T17:00 | 2026-08-07T09:00 | ''  | who-mistake     | participant &#39;zoe&#39; is not in",
    "jan  | zoe  | 2026-08-06T17:00 | 2026-08-07T09:00 | ''  | instead-mistake | replaces &#39;zoe&#39; is not in",
    "jan  | ''   | 2026-08-06T17:00 | 2026-08-06T09:00 | ''  | span-mistake    | is not after the start",
    "jan  | ''   | 2026-08-06T17:00 | ''               | ''  | span-mistake    | end is missing",
    "jan  | ''   | 2026-07-06T17:00 | 2026-07-06T18:00 | ''  | span-mistake    | has passed already",
    "jan  | ''   | tomorrow         | ''               | 8   | span-mistake    | start &#39;tomorrow&#39; is not",
    "jan  | ''   | 2026-08-06T17:00 | ''               | two | span-mistake    | end &#39;twoh&#39; is neither a time",
  })
  void a_mistake_is_said_beside_its_field_and_loses_nothing(
      String who, String instead, String from, String to, String hours, String place, String sentence) {
    MvcTestResult answer = send("who", who, "instead", instead, "from", from, "to", to, "hours", hours, "reason",
        "a good reason");

    assertThat(answer).hasStatus(400);
    String page = body(answer);
    assertThat(page).contains(sentence, "value=\"a good reason\"", "value=\"" + from + "\"");
    int mistake = page.indexOf(sentence);
    assertThat(page.substring(page.lastIndexOf("<p", mistake), mistake)).contains(place);
    assertThat(made("infrastructure")).hasSize(2);
  }

  @Test
  void a_reason_that_is_too_long_is_said_beside_the_reason() {
    MvcTestResult answer = send("who", "jan", "from", "2026-08-06T17:00", "hours", "8", "reason", "x".repeat(501));
    assertThat(answer).hasStatus(400);
    assertThat(body(answer)).contains("id=\"reason-mistake\">reason of 501 characters is longer than 500");
  }

  @Test
  void times_are_read_in_the_zone_that_the_page_shows() {
    String page = body(send("who", "jan", "from", "2026-08-06T17:00", "hours", "8", "zone", "Asia/Tokyo"));
    assertThat(words(page)).contains("time of Asia/Tokyo", "Thu 6 Aug 2026 17:00 JST – Fri 7 Aug 2026 01:00 JST, 8 h");
  }

  @Test
  void without_a_start_it_begins_now() {
    assertThat(words(body(send("who", "jan", "hours", "2"))))
        .contains("Mon 3 Aug 2026 11:30 CEST – Mon 3 Aug 2026 13:30 CEST, 2 h");
  }

  @Test
  void warnings_are_shown_before_it_is_made() {
    assertThat(words(body(send("who", "none", "from", "2026-08-06T17:00", "hours", "8"))))
        .contains("nobody is on call from 2026-08-06T17:00+02:00", "the fallback is asked then: noor");
    assertThat(words(body(send("who", "jan", "instead", "grace", "from", "2026-08-06T17:00", "hours", "8"))))
        .contains("grace is not on call at any time", "Nothing changes");
  }

  @Test
  void an_override_far_ahead_is_shown_on_its_day_after_it_was_made() {
    String[] form = looked("who", "jan", "from", "2026-10-24T17:00", "hours", "8", "zone", "utc", "key", "k6");

    assertThat(send(form).getResponse().getRedirectedUrl())
        .startsWith("/on-call/infrastructure?made=").endsWith("&from=2026-10-24&zone=utc");
  }

  @Test
  void an_override_is_withdrawn_by_pressing_its_button() {
    Made first = made("infrastructure").get(0);
    String path = "/on-call/infrastructure/overrides/" + first.id() + "/withdraw";

    assertThat(page("/on-call/infrastructure")).contains("action=\"" + path + "\"");
    assertThat(press("/on-call/infrastructure", path, "zone", "utc"))
        .hasRedirectedUrl("/on-call/infrastructure?withdrawn=true&zone=utc");

    assertThat(scene.overrides.find(first.id()).orElseThrow().withdrawnBy()).isEqualTo("console");
    assertThat(words(page("/on-call/infrastructure"))).doesNotContain("dentist");
    assertThat(press("/on-call/infrastructure",
        "/on-call/infrastructure/overrides/" + UUID.randomUUID() + "/withdraw")).hasStatus(404);
  }

  @Test
  void without_the_token_of_a_page_nothing_is_made() {
    assertThat(mvc.post().uri(MAKE).header("Host", "localhost").param("who", "jan").param("hours", "8")).hasStatus(403);
    assertThat(made("infrastructure")).hasSize(2);
  }

  @Test
  void a_person_has_a_page_with_their_turns_on_every_schedule() {
    String page = page("/on-call/people/ana");

    assertThat(words(page))
        .contains("Ana Duarte", "ana.duarte@example.org", "Mon 3 Aug 17:00 – Tue 4 Aug 09:00 16 h infrastructure",
        "Wed 5 Aug 14:00 – Thu 6 Aug 14:00 1 d database");
    assertThat(page("/on-call/infrastructure")).contains("href=\"/on-call/people/kwame\"");
    assertThat(words(page("/on-call/people/tomoko"))).as("in their own time").contains("times of Asia/Tokyo");
    assertThat(words(page("/on-call/people/jan?from=2027-12-20&weeks=1"))).contains("Turns");
  }

  @Test
  void a_schedule_and_a_person_have_an_address_to_subscribe_to_that_works() {
    for (String path : List.of("/on-call/infrastructure", "/on-call/people/ana")) {
      Matcher address = Pattern.compile("value=\"(http://localhost(/on-call/[a-z/]+\\.ics\\?key=[^\"]+))\"")
          .matcher(page(path));
      assertThat(address.find()).as("an address on " + path).isTrue();
      assertThat(address.group(2)).startsWith(path + ".ics?key=");
      assertThat(get(address.group(2))).hasStatusOk().hasContentTypeCompatibleWith("text/calendar");
    }
    assertThat(page("/on-call")).contains("href=\"/on-call/infrastructure#subscribe\"").doesNotContain(".ics?key=");
  }

  @Test
  void a_calendar_that_is_kept_elsewhere_says_when_it_was_read_and_that_it_is_out_of_date() {
    assertThat(words(page("/on-call/vendor")))
        .contains("kept in an iCalendar, read 5 h ago: what is shown may be out of date")
        .contains("the last try failed: HTTP 503", "nothing reaches them: Zoë (Acme Support)", "Zoë (Acme Support)");
  }

  @Test
  void what_the_lint_found_is_told_where_it_belongs_unless_it_is_drawn() {
    assertThat(words(page("/on-call/network")))
        .contains("error: schedule 'network' has nobody on call from 2026-09-21T08:00Z");
    assertThat(words(page("/on-call/people/tomoko"))).contains("warning: person 'tomoko' has no mail");
    assertThat(words(page("/on-call/infrastructure"))).doesNotContain("has nobody on call", "has no mail");
  }
}
