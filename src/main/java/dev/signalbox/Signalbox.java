package dev.signalbox;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The hub. */
@SpringBootApplication
public class Signalbox {

  public static void main(String[] args) {
    try {
      start(Map.of(), args);
    } catch (BadSettings bad) {
      System.exit(bad.exitCode()); // said already, one line each
    }
  }

  /**
   * Starts the hub.
   *
   * @param defaults settings that files, environment and arguments override
   * @throws BadSettings if settings are missing or contradict each other; each has been reported with one line
   */
  public static ConfigurableApplicationContext start(Map<String, Object> defaults, String... args) {
    SpringApplication application = new SpringApplication(Signalbox.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(defaults);
    application.addListeners(new TicketSystem(), new SettingsCheck());
    return application.run(args);
  }
}
