package dev.signalbox;

import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Where {@code kamelet:ticket-sink} makes tickets if nobody says: in the system that is configured, Jira if both are. */
final class TicketSystem implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment settings = event.getEnvironment();
    if (settings.containsProperty("signalbox.tickets")) {
      return;
    }
    boolean serviceNowOnly =
        settings.getProperty("signalbox.jira.url", "").isBlank() && !settings.getProperty("signalbox.servicenow.url", "").isBlank();
    settings
        .getPropertySources()
        .addLast(new MapPropertySource("ticket-system", Map.of("signalbox.tickets", serviceNowOnly ? "servicenow" : "jira")));
  }
}
