package dev.signalbox.channel.template;

import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signalbox.channel.Message;
import dev.signalbox.channel.Messages;
import dev.signalbox.channel.template.Template.Broken;
import dev.signalbox.document.Findings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static Template template(String text) {
    Findings findings = new Findings();
    var template = Template.read("templates/x.ftl", text, findings);
    assertThat(findings.all()).isEmpty();
    return template.orElseThrow();
  }

  private static List<String> findings(String text) {
    Findings findings = new Findings();
    assertThat(Template.read("templates/x.ftl", text, findings)).isEmpty();
    return findings.all().stream().map(Object::toString).toList();
  }

  @Test
  void the_first_line_is_the_title_and_the_rest_the_text() throws Broken {
    Message worded = template("""
        ${row.server_id} went down ${row.downtime_count} times

        <#if severity == "error">It is an error since ${opened}.</#if>
        <#list onCall as person>${person} takes care of it.</#list>
        """).render(a_downtime().build());
    assertThat(worded.subject().title()).isEqualTo("srv-042 went down 7 times");
    assertThat(worded.text()).isEqualTo("It is an error since 2026-03-01 12:00:00 UTC.\nMira Okafor takes care of it.");
    assertThat(worded.delivery().id()).isEqualTo(Messages.DELIVERY);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "${sysenv.PATH}", "${exchange.context.stop()}", "#{7*7}", "<#assign x=\"freemarker.template.utility.Execute\"?new()>${x(\"id\")}",
      "{{env:SLACK_TOKEN}}", "[=7*7]", "<script>alert(1)</script>"
  })
  void a_value_is_never_read_as_a_template(String value) throws Broken {
    Message worded = template("${row.note}\n\n${title}").render(a_downtime().titled(value).column("note", value).build());
    assertThat(worded.subject().title()).isEqualTo(value);
    assertThat(worded.text()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "a<#assign x='freemarker.template.utility.Execute'?new()>|templates/x.ftl:1: '?new' is not allowed",
      "${row?api.class}|templates/x.ftl:1: '?api' is not allowed",
      "${row.note? <#-- hidden --> interpret}|'?interpret' is not allowed",
      "${'1+1'?eval}|'?eval' is not allowed",
      "<#include '/etc/passwd'>|'<#include' is not allowed",
      "<#import '../x.ftl' as x>|'<#import' is not allowed",
      "<#ftl output_format='HTML'>x|'<#ftl' is not allowed",
      "${row.a|templates/x.ftl:1: is not FreeMarker",
      "<#if x>|templates/x.ftl:1: is not FreeMarker",
      "${titel}|templates/x.ftl:1: line 1:",
      "<#list 1.. as i>x</#list>|yields more than 20000 characters",
      "<#-- nothing -->|yields no title",
  })
  void what_reaches_beyond_its_data_or_is_broken_is_refused_with_its_line(String text, String finding) {
    assertThat(findings(text)).first().asString().contains(finding);
  }

  @Test
  void the_line_is_the_one_in_the_file() {
    assertThat(findings("title\n\n<#-- two\nlines -->\n${x?new()}\n")).singleElement().asString().startsWith("templates/x.ftl:5:");
  }

  @Test
  void what_never_ends_is_ended() {
    long start = System.nanoTime();
    assertThat(findings("x<#list 1..1000000000 as i><#assign y = i></#list>")).singleElement().asString().contains("does not end within a second");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_column_that_a_row_lacks_is_told_when_it_comes() {
    Template template = template("x\n\n${row.region_of_the_server}");
    assertThatExceptionOfType(Broken.class).isThrownBy(() -> template.render(a_downtime().build()))
        .withMessageContaining("line 3").withMessageContaining("region_of_the_server");
  }
}
