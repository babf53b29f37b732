package dev.signalbox;

import dev.signalbox.camel.ChannelConfiguration;
import dev.signalbox.camel.OnCallSettings;
import dev.signalbox.channel.jira.JiraSettings;
import dev.signalbox.channel.mail.MailSettings;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import dev.signalbox.channel.servicenow.ServiceNowSettings;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.web.BindCheck;
import dev.signalbox.web.access.UserSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.env.Environment;

/** Looks at the settings before anything is started, so that what is wrong is said at once and in plain words. */
final class SettingsCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  private static final Map<String, Class<?>> FORMS =
      Map.of(
          "signalbox.slack", SlackSettings.class,
          "signalbox.pagerduty", PagerDutySettings.class,
          "signalbox.jira", JiraSettings.class,
          "signalbox.servicenow", ServiceNowSettings.class,
          "signalbox.mail", MailSettings.class,
          "signalbox.on-call", OnCallSettings.class,
          "signalbox.delivery", DeliveryProperties.class);

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    List<String> problems = problems(event.getEnvironment());
    if (!problems.isEmpty()) {
      throw new BadSettings(problems);
    }
  }

  static List<String> problems(Environment settings) {
    List<String> problems = new ArrayList<>();
    required(settings, "signalbox.store.url", "the hub's own PostgreSQL, for example jdbc:postgresql://localhost/signalbox", problems);
    if (Binder.get(settings).bind("signalbox.sources", SourceConfiguration.BY_NAME).orElseGet(Map::of).isEmpty()) {
      required(settings, "signalbox.source.url", "the watched database, for example jdbc:postgresql://localhost/monitoring", problems);
    }
    for (String name : List.of("signalbox.store.url", "signalbox.source.url")) {
      String url = settings.getProperty(name, "");
      if (!url.isBlank() && !url.startsWith("jdbc:")) {
        problems.add("%s must be a JDBC URL, beginning with jdbc: (for example jdbc:postgresql://host/database)".formatted(name));
      }
    }
    Path routes = Path.of(settings.getProperty("signalbox.routes", "routes"));
    if (!Files.isDirectory(routes)) {
      problems.add("signalbox.routes: there is no folder '%s' here; start the hub where it is, or set its path".formatted(routes));
    }
    FORMS.forEach((prefix, form) -> fits(settings, prefix, form, problems));
    webhooks(settings, problems);
    UserSettings userSettings = UserSettings.of(settings);
    problems.addAll(userSettings.problems());
    int users = userSettings.count();
    BindCheck.problem("server.address", settings.getProperty("server.address"), users).ifPresent(problems::add);
    BindCheck.problem("management.server.address", settings.getProperty("management.server.address"), users).ifPresent(problems::add);
    return problems;
  }

  private static void webhooks(Environment settings, List<String> problems) {
    ChannelConfiguration.webhookSettings(settings).forEach((name, own) -> problems.addAll(own.problems(name)));
  }

  /** Values that cannot be read, and settings that contradict each other, in the words of whoever reads them. */
  private static void fits(Environment settings, String prefix, Class<?> form, List<String> problems) {
    try {
      Binder.get(settings).bindOrCreate(prefix, Bindable.of(form));
    } catch (BindException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        if (root instanceof ConversionFailedException wrong) {
          Class<?> type = wrong.getTargetType().getType();
          String wanted = type.isEnum() ? "use one of " + choices(type) : "it must be a " + type.getSimpleName();
          problems.add("%s is '%s': %s".formatted(e.getName(), wrong.getValue(), wanted));
          return;
        }
        root = root.getCause();
      }
      problems.add(root.getMessage());
    }
  }

  private static String choices(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(choice -> choice.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(", "));
  }

  private static void required(Environment settings, String name, String what, List<String> problems) {
    if (settings.getProperty(name, "").isBlank()) {
      problems.add("%s is not set: %s".formatted(name, what));
    }
  }
}
