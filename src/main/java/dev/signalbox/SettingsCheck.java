package dev.signalbox;

import dev.signalbox.web.BindCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Looks at the settings before anything is started, so that what is wrong is said at once and in plain words. */
final class SettingsCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  private static final Bindable<Map<String, Object>> ANY_USERS = Bindable.mapOf(String.class, Object.class);

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
    int users = Binder.get(settings).bind("signalbox.users", ANY_USERS).orElseGet(Map::of).size();
    BindCheck.problem("server.address", settings.getProperty("server.address"), users).ifPresent(problems::add);
    BindCheck.problem("management.server.address", settings.getProperty("management.server.address"), users).ifPresent(problems::add);
    return problems;
  }

  private static void required(Environment settings, String name, String what, List<String> problems) {
    if (settings.getProperty(name, "").isBlank()) {
      problems.add("%s is not set: %s".formatted(name, what));
    }
  }
}
