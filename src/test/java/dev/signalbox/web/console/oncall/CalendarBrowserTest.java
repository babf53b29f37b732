package dev.signalbox.web.console.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.web.BrowserFixture;
import dev.signalbox.web.BusyMonday;
import dev.signalbox.web.Scene;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calendar in a real browser, on a desk and on a phone. */
class CalendarBrowserTest {

  /** What can be pressed and is lower than a finger needs. An override in the timeline stands in the list as well. */
  private static final String TOO_LOW = """
      [...document.querySelectorAll('main a, main button, main summary, main select, main input:not([type=hidden])')]
        .filter((one) => one.checkVisibility() && !one.closest('.track.overrides'))
        .filter((one) => one.getBoundingClientRect().height < 40)
        .map((one) => one.outerHTML)""";

  @RegisterExtension static final BrowserFixture browser = new BrowserFixture();

  @BeforeEach
  void aBusyMonday() {
    browser.scene().clear();
    BusyMonday.fill(browser.scene());
  }

  @AfterEach
  void nothingWasRefused() {
    assertThat(browser.complaints()).isEmpty();
  }

  private static Made last() {
    List<Made> all = browser.scene().overrides.endingAfter(Scene.NOW);
    return all.get(all.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({"1280, true", "390, true", "390, false"})
  void an_override_is_made_from_a_shift_and_stands_in_the_calendar(int width, boolean scripts) {
    Page page = browser.open("/on-call",
        new Browser.NewContextOptions().setViewportSize(width, 900).setJavaScriptEnabled(scripts));
    page.locator("a.slot[title^='Ana Duarte, Thu 6 Aug 2026 17:00']").click();
    page.getByLabel("Who takes over").selectOption("jan");
    page.getByLabel("Reason").fill("swapped <by> phone");
    page.getByText("See what changes").click();

    assertThat(page.locator("#preview").innerText())
        .contains("Jan Lindqvist instead of Ana Duarte", "Thu 6 Aug 17:00 – Fri 7 Aug 09:00");
    browser.photograph(page, "override-preview-" + width);
    assertThat(browser.overflow(page)).isZero();
    page.getByText("Make this override").click();

    page.getByText("The override is made").waitFor();
    assertThat(last().reason()).isEqualTo("swapped <by> phone");
    Locator entry = page.locator("#override-" + last().id());
    assertThat(entry.innerText()).contains("Jan Lindqvist instead of Ana Duarte", "by console", "“swapped <by> phone”");
    assertThat(page.locator(".track.overrides a.slot[title*='Jan Lindqvist instead of Ana Duarte']").count()).isOne();
    String changed = ".track.result a.slot.changed[title^='Jan Lindqvist (override), Thu 6 Aug 2026 17:00']";
    assertThat(page.locator(changed).count()).isOne();
    browser.photograph(page, "override-made-" + width);

    entry.locator("summary").click();
    entry.getByText("Take it back").click();
    page.getByText("The override is withdrawn").waitFor();
    assertThat(page.locator(changed).count()).isZero();
    page.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/on-call", "/on-call/database?weeks=4", "/on-call/people/ana?zone=Asia/Tokyo",
    "/on-call/infrastructure/overrides/new?from=2026-08-06T17:00"
  })
  void on_a_phone_everything_can_be_hit_and_only_the_timeline_scrolls_sideways(String path) {
    Page page = browser.open(path, 390, ColorScheme.LIGHT);

    assertThat(page.evaluate(TOO_LOW)).isEqualTo(List.of());
    assertThat(browser.overflow(page)).isZero();
    page.context().close();
  }

  @Test
  void a_mistake_stands_beside_its_field_and_what_was_typed_is_still_there() {
    Page page = browser.open("/on-call/infrastructure/overrides/new?from=2026-08-06T17:00&to=2026-08-06T09:00", 390,
        ColorScheme.DARK);
    page.getByLabel("Who takes over").selectOption("jan");
    page.getByLabel("Reason").fill("ill");
    page.getByText("See what changes").click();

    assertThat(page.locator("#span-mistake").innerText()).contains("is not after the start");
    assertThat(page.getByLabel("Reason").inputValue()).isEqualTo("ill");
    assertThat(page.getByLabel("Who takes over").inputValue()).isEqualTo("jan");
    browser.photograph(page, "override-mistake");
    // the browser tells of the answer to the form as well
    browser.complaints().removeIf(complaint -> complaint.endsWith("the server responded with a status of 400 ()"));
    page.context().close();
  }

  @Test
  void the_readers_own_time_zone_is_one_press_away_and_is_remembered_in_the_address() {
    Page page = browser.open("/on-call/infrastructure?weeks=1",
        new Browser.NewContextOptions().setTimezoneId("Asia/Tokyo"));
    page.getByText("My time").click();

    assertThat(page.url()).endsWith("/on-call/infrastructure?weeks=1&zone=Asia%2FTokyo");
    assertThat(page.locator(".now-on").innerText()).contains("since Mon 3 Aug 16:00");
    assertThat(page.locator("#my-zone").getAttribute("aria-current")).isEqualTo("true");
    page.context().close();
  }

  @Test
  void news_leave_what_was_opened_open_and_what_was_scrolled_where_it_is() {
    Page page = browser.open("/on-call", 390, ColorScheme.LIGHT);
    page.locator("#list-0 summary").click();
    page.evaluate("document.getElementById('line-1').scrollLeft = 120");
    assertThat(page.locator(".now-on").first().innerText()).contains("in 2 h 30 min");

    browser.scene().clock.tick(Duration.ofMinutes(10));
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    page.getByText("in 2 h 20 min").first().waitFor();

    assertThat(page.locator("#list-0").getAttribute("open")).isNotNull();
    assertThat(page.evaluate("document.getElementById('line-1').scrollLeft")).isEqualTo(120);
    browser.scene().clock.tick(Duration.ofMinutes(-10));
    page.context().close();
  }

  @Test
  void a_day_of_25_hours_is_wider_than_its_neighbours_on_the_screen() {
    Page page = browser.open("/on-call/infrastructure?from=2026-10-19&weeks=1", 1280, ColorScheme.LIGHT);
    double saturday = page.locator(".heads div.day").nth(5).boundingBox().width;
    double sunday = page.locator(".heads div.day").nth(6).boundingBox().width;

    assertThat(sunday / saturday).isBetween(1.03, 1.05);
    assertThat(page.locator(".heads div.day").nth(6).innerText()).contains("25 h");
    page.context().close();
  }

  @Test
  void the_calendar_is_walked_with_the_keyboard() {
    Page page = browser.open("/on-call/database", 1280, ColorScheme.LIGHT);
    page.locator("#line-0").focus();
    page.keyboard().press("Tab");
    assertThat(page.evaluate("document.activeElement.getAttribute('aria-label')")).asString()
        .startsWith("nobody, Fri 31 Jul 2026 20:00 EDT");
    page.keyboard().press("Enter");
    page.getByLabel("Who takes over").waitFor();
    page.context().close();
  }
}
