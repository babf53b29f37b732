package dev.signalbox.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.signalbox.incident.Severity;
import dev.signalbox.web.BrowserFixture;
import dev.signalbox.web.BusyMonday;
import dev.signalbox.web.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console in a real browser: nothing is refused, nothing overflows, the live part stays alive. */
class BrowserTest {

  private static final String INCIDENT = "/incidents/7f0c1a52-9d3e-4c1b-8a66-000000000003";

  @RegisterExtension static final BrowserFixture browser = new BrowserFixture();

  private final List<String> complaints = browser.complaints();
  private Scene scene;

  @BeforeEach
  void aBusyMonday() {
    scene = browser.scene();
    scene.clear();
    BusyMonday.fill(scene);
  }

  private Page open(String path, int width, ColorScheme scheme) {
    return browser.open(path, width, scheme);
  }

  @ParameterizedTest
  @CsvSource({
    "overview, /", "incidents, /incidents", "incident, " + INCIDENT, "deliveries, /deliveries", "dead-letters, /dead-letters?channel=slack",
    "dead-letter, /dead-letters/dead0000-0000-4000-8000-000000000022", "rules, /rules", "on-call, /on-call", "login, /login",
    "on-call-month, /on-call?weeks=4&from=2026-10-19", "on-call-one, /on-call/infrastructure?weeks=1&zone=Asia/Tokyo",
    "override, /on-call/infrastructure/overrides/new?from=2026-08-04T17:00&to=2026-08-05T09:00&instead=ana", "person, /on-call/people/ana"
  })
  void a_page_is_whole_on_a_desk_and_on_a_phone_by_day_and_by_night(String name, String path) {
    Page page = open(path, 1280, ColorScheme.LIGHT);
    for (int width : new int[] {1280, 390}) {
      page.setViewportSize(width, 900);
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        browser.photograph(page, "%s-%d-%s".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT)));
        assertThat(browser.overflow(page)).as("too wide: %s at %d", path, width).isZero();
      }
    }
    assertThat(page.locator("h1").count()).as("headings of " + path).isOne();
    page.context().close();
    assertThat(complaints).isEmpty();
  }

  @Test
  void an_incident_is_acknowledged_with_a_note_by_pressing_the_button() {
    Page page = open(INCIDENT, 1280, ColorScheme.LIGHT);
    page.getByPlaceholder("Note for the timeline (optional)").fill("on it <b>now</b>");
    page.getByText("Acknowledge", new Page.GetByTextOptions().setExact(true)).click();
    page.getByText("on it <b>now</b>").waitFor();

    assertThat(page.locator(".facts .state").innerText()).isEqualTo("acknowledged");
    assertThat(complaints).isEmpty();
    page.context().close();
  }

  @Test
  void the_overview_takes_up_news_by_itself_and_leaves_the_reader_where_he_is() {
    Page page = open("/", 390, ColorScheme.LIGHT);
    page.evaluate("document.documentElement.dataset.same = 'yes'; window.scrollTo(0, 300)");

    scene.incident("sla-breach", "fresh-1", Severity.WARNING, "Brand new trouble: fresh-1", Duration.ZERO, null);
    page.getByText("Brand new trouble: fresh-1").waitFor();

    assertThat(page.evaluate("document.documentElement.dataset.same")).as("not reloaded").isEqualTo("yes");
    assertThat(page.evaluate("window.scrollY")).isEqualTo(300);
    assertThat(complaints).isEmpty();
    page.context().close();
  }

  @Test
  void an_overview_that_gets_no_answer_says_so_instead_of_looking_current() {
    Page page = open("/", 1280, ColorScheme.LIGHT);
    page.context().setOffline(true);
    page.locator("#stale").waitFor();
    assertThat(page.locator("#stale").innerText()).startsWith("The hub has not answered since");

    page.context().setOffline(false);
    page.locator("#stale").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    page.context().close();
  }

  @Test
  void hostile_markup_in_every_field_runs_nothing() {
    scene.incident("sla-breach", "<img src=x onerror=alert(1)>", Severity.ERROR, "</script><script>alert(1)</script>", Duration.ZERO, null);
    Page page = open("/", 1280, ColorScheme.LIGHT);
    page.onDialog(dialog -> complaints.add("dialog"));
    assertThat(page.getByText("</script><script>alert(1)</script>").count()).isOne();
    assertThat(complaints).isEmpty();
    page.context().close();
  }
}
