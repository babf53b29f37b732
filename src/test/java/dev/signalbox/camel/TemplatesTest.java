package dev.signalbox.camel;

import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.channel.Message;
import dev.signalbox.channel.Samples;
import dev.signalbox.channel.template.Template;
import dev.signalbox.store.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {

  @TempDir private Path routes;
  private final StoreFixture store = new StoreFixture();

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectory(routes.resolve("templates"));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(routes.resolve("templates").resolve(file), text);
  }

  private String title(Templates templates) {
    return templates.apply(a_downtime().build()).subject().title();
  }

  @Test
  void a_broken_edit_is_refused_and_the_old_wording_goes_on() throws Exception {
    write("repeated-downtime.ftl", "${key} is down again");
    FolderFiles<Template> files = Templates.files(routes);
    Templates templates = new Templates(files, store.deadLetters, store.clock);
    assertThat(title(templates)).isEqualTo("srv-042 is down again");

    write("repeated-downtime.ftl", "fine\n\n${'freemarker.template.utility.Execute'?new()('id')}");
    files.reloadIfChanged();
    files.reloadIfChanged();
    assertThat(files.findings()).singleElement().asString().startsWith("templates/repeated-downtime.ftl:3: '?new' is not allowed");
    assertThat(title(templates)).isEqualTo("srv-042 is down again");

    write("repeated-downtime.ftl", "${key} is down once more");
    files.reloadIfChanged();
    files.reloadIfChanged();
    assertThat(files.findings()).isEmpty();
    assertThat(title(templates)).isEqualTo("srv-042 is down once more");
  }

  @Test
  void a_template_that_stumbles_costs_nobody_the_message_and_is_on_record_once() throws Exception {
    write("default.ftl", "${key}: ${row.missing_column}");
    Templates templates = new Templates(Templates.files(routes), store.deadLetters, store.clock);
    Message plain = a_downtime().build();
    assertThat(templates.apply(plain)).isEqualTo(plain);
    assertThat(templates.apply(plain)).isEqualTo(plain);
    new Templates(Templates.files(routes), store.deadLetters, store.clock).apply(plain); // another hub, or a restart
    assertThat(store.deadLetters.list(null, "dead", 10, 0)).singleElement().satisfies(letter -> {
      assertThat(letter.rule()).isEqualTo("repeated-downtime");
      assertThat(letter.reason()).startsWith("templates/default.ftl: line 1:").contains("missing_column");
    });
  }

  @Test
  void a_message_about_many_has_words_of_its_own() throws Exception {
    write("repeated-downtime.ftl", "${row.server_id} is down again");
    Message many = Samples.group().get(0);
    assertThat(new Templates(Templates.files(routes), store.deadLetters, store.clock).apply(many)).as("those of one row do not fit").isSameAs(many);

    write("default.group.ftl", "Rack ${row.rack}: ${items?size}\n\n<#list items as item>${item.title} (${item.remark})\n</#list>");
    FolderFiles<Template> files = Templates.files(routes);
    assertThat(files.findings()).isEmpty();
    Message worded = new Templates(files, store.deadLetters, store.clock).apply(many);
    assertThat(worded.subject().title()).isEqualTo("Rack r1: 2");
    assertThat(worded.text()).isEqualTo("Server is down: srv-042 (error)\nServer is down: srv-043 (over)");
    assertThat(title(new Templates(files, store.deadLetters, store.clock))).isEqualTo("srv-042 is down again");
  }

  @Test
  void a_rule_without_a_template_is_told_as_always() throws Exception {
    write("another-rule.ftl", "something else");
    Message plain = a_downtime().build();
    assertThat(new Templates(Templates.files(routes), store.deadLetters, store.clock).apply(plain)).isSameAs(plain);
  }

  @Test
  void links_and_strange_names_are_not_taken() throws Exception {
    Files.writeString(routes.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(routes.resolve("templates/linked.ftl"), routes.resolve("secret.txt"));
    write("Upper.ftl", "x");
    FolderFiles<Template> files = Templates.files(routes);
    assertThat(files.all()).isEmpty();
    assertThat(files.findings()).hasSize(2);
  }
}
