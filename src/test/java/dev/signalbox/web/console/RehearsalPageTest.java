package dev.signalbox.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Severity;
import dev.signalbox.web.WebTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class RehearsalPageTest extends WebTest {

  private static final String PAGE = "/rules/sla-breach/preview";

  @Test
  void the_last_row_is_there_to_begin_with_and_the_message_is_shown_escaped() {
    scene.rule("sla-breach", "Downtime over the SLA", true, 1, 1, 0, null);
    scene.incident("sla-breach", "srv-1", Severity.ERROR, "Downtime over the SLA: srv-1", Duration.ofHours(1), null);
    assertThat(page("/rules")).contains(PAGE);
    assertThat(page(PAGE)).contains("What sla-breach would tell", "&quot;server_id&quot; : &quot;srv-1&quot;", "slack");

    MvcTestResult shown = press(PAGE, PAGE, "channel", "slack", "kind", "resolved", "row", "{\"a\": \"<b>\"}");

    assertThat(shown).hasStatusOk();
    assertThat(body(shown)).contains("slack resolved of sla-breach to null: {&quot;a&quot;: &quot;&lt;b&gt;&quot;}").doesNotContain("<b>\"");
  }

  @Test
  void a_row_that_is_none_is_one_sentence_and_stays_in_the_form() {
    MvcTestResult answer = press(PAGE, PAGE, "channel", "slack", "row", "server_id=1");

    assertThat(answer).hasStatus(400);
    assertThat(body(answer)).contains("is not JSON", "server_id=1</textarea>");
  }
}
