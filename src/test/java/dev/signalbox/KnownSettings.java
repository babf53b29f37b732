package dev.signalbox;

import dev.signalbox.camel.OnCallSettings;
import dev.signalbox.channel.jira.JiraSettings;
import dev.signalbox.channel.mail.MailSettings;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import dev.signalbox.channel.servicenow.ServiceNowSettings;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.channel.webhook.WebhookSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every {@code signalbox.*} that the hub reads, from the records that they bind to and the places that name them. */
final class KnownSettings {

  private static final Map<String, Class<? extends Record>> RECORDS =
      Map.ofEntries(
          Map.entry("signalbox.slack", SlackSettings.class),
          Map.entry("signalbox.pagerduty", PagerDutySettings.class),
          Map.entry("signalbox.jira", JiraSettings.class),
          Map.entry("signalbox.servicenow", ServiceNowSettings.class),
          Map.entry("signalbox.mail", MailSettings.class),
          Map.entry("signalbox.on-call", OnCallSettings.class),
          Map.entry("signalbox.delivery", DeliveryProperties.class),
          Map.entry("signalbox.retention", RetentionProperties.class),
          Map.entry("signalbox.delivery.channels.<channel>", DeliveryProperties.PerChannel.class),
          Map.entry("signalbox.source", SourceConfiguration.Source.class),
          Map.entry("signalbox.sources.<name>", SourceConfiguration.Source.class));
  private static final Pattern PLACEHOLDER = Pattern.compile("(?:\\$\\{|\\{\\{)(signalbox\\.[a-z.-]+)");

  private KnownSettings() {}

  static Set<String> all() throws IOException {
    Set<String> names = new TreeSet<>();
    RECORDS.forEach((prefix, type) ->
        Arrays.stream(type.getRecordComponents()).map(part -> prefix + "." + kebab(part.getName())).forEach(names::add));
    Arrays.stream(WebhookSettings.class.getRecordComponents())
        .map(part -> "signalbox.webhooks.<name>." + (part.getName().equals("headers") ? "headers.<header>" : part.getName())).forEach(names::add);
    names.remove("signalbox.delivery.channels"); // a map: its values' settings are listed
    for (String part : List.of("password", "password-file", "token", "token-file", "role")) { // UserSettings
      names.add("signalbox.users.<name>." + part);
    }
    names.add("signalbox.calendars.<name>"); // any setting would do for a placeholder; this is the one that is told
    for (Path folder : List.of(Path.of("src/main"), Path.of("routes"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(file -> file.toString().matches(".*\\.(java|yaml|properties)")).filter(file -> !file.toString().contains("sandbox"))
            .forEach(file -> placeholders(file, names));
      }
    }
    return names;
  }

  /** As an environment variable says it: {@code SIGNALBOX_SLACK_WEBHOOKURL}; names that a user chooses match anything. */
  static boolean readsVariable(String variable) throws IOException {
    return all().stream()
        .map(name -> name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT).replaceAll("<[A-Z]+>", "[A-Z0-9]+"))
        .anyMatch(variable::matches);
  }

  private static void placeholders(Path file, Set<String> names) {
    try {
      Matcher matcher = PLACEHOLDER.matcher(Files.readString(file));
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String kebab(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
