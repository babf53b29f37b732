package dev.signalbox.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCsvTest {

  @ParameterizedTest
  @ValueSource(strings = {
    "=HYPERLINK(\"http://evil\",\"x\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1",
    "\u200b=1", "\ufeff=1", "\u0000=1", "\uff1d1", "\uff0b1", "\u200f\u202e@SUM(1)", "\tharmless", "=", "-"
  })
  void what_a_spreadsheet_might_take_for_a_formula_is_text(String hostile) {
    assertThat(ReportCsv.cell(hostile)).isEqualTo("\"'" + hostile.replace("\"", "\"\"") + "\"");
  }

  @Test
  void what_separates_is_quoted_and_the_rest_stands_as_it_is() {
    assertThat(ReportCsv.cell("srv-042")).isEqualTo("srv-042");
    assertThat(ReportCsv.cell("1440")).isEqualTo("1440");
    assertThat(ReportCsv.cell("")).isEmpty();
    assertThat(ReportCsv.cell("a,b")).isEqualTo("\"a,b\"");
    assertThat(ReportCsv.cell("a;=1+1")).isEqualTo("\"a;=1+1\"");
    assertThat(ReportCsv.cell("say \"no\"")).isEqualTo("\"say \"\"no\"\"\"");
    assertThat(ReportCsv.cell("two\nlines")).isEqualTo("\"two\nlines\"");
    assertThat(ReportCsv.cell("Müller")).isEqualTo("Müller");
  }
}
