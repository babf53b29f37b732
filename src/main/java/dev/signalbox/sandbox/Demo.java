package dev.signalbox.sandbox;

import dev.signalbox.Signalbox;
import dev.signalbox.sandbox.data.DemoData;
import dev.signalbox.sandbox.data.DemoDatabase;
import dev.signalbox.sandbox.data.DemoLife;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The hub with everything around it, nothing to install: a database in {@code data/}, with a past and a life, and the sandbox
 * in place of every system that no argument or environment variable configures.
 */
public final class Demo implements AutoCloseable {

  /** What the inbox shows; passed to it as the value of a setting, because Spring makes the inbox and we make this. */
  public record World(Sandbox sandbox, MailSandbox mail) {
    public static final String SETTING = "signalbox.demo.world";
  }

  private static final String SLACK_TOKEN = "xoxb-sandbox";
  private static final String ROUTING_KEY = "5a6db0c5a6db0c5a6db0c5a6db0c5a6d";
  private static final String USER = "signalbox@example.com";
  private static final String PASSWORD = "sandbox";

  private final StandardEnvironment given = new StandardEnvironment();
  private final World world;
  private final @Nullable DemoDatabase database;
  private final @Nullable DemoLife life;
  private final String console;

  private Demo(Path folder, String... args) {
    given.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
    console = "http://localhost:" + given.getProperty("server.port", "8080");
    boolean ownDatabase = !(has("signalbox.store.url") && has("signalbox.source.url"));
    CompletableFuture<@Nullable DemoDatabase> starting =
        CompletableFuture.supplyAsync(() -> ownDatabase ? database(folder) : null);
    Sandbox sandbox = Sandbox.builder()
        .portFrom(folder.resolve("sandbox.port"))
        .ledger(folder.resolve("sandbox.ndjson"))
        .inboxUrl(console + "/sandbox")
        .bearer("slack", SLACK_TOKEN)
        .basic("jira", USER, PASSWORD)
        .basic("servicenow", "signalbox", PASSWORD)
        .start();
    world = new World(sandbox, MailSandbox.start(sandbox, 0));
    try {
      database = starting.join();
    } catch (CompletionException e) {
      closeWorld();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    life = database == null || has("signalbox.source.url")
        ? null
        : DemoLife.start(database.dataSource("source"), Clock.systemUTC());
  }

  private DemoDatabase database(Path folder) {
    DemoDatabase started = DemoDatabase.start(folder, "signalbox", "source");
    try {
      DemoData.prepare(started.dataSource("source"), Clock.systemUTC().instant());
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
    return started;
  }

  public static void main(String[] args) {
    // until Spring has set logging up, the libraries would speak at the top of their voices
    LoggingSystem.get(Demo.class.getClassLoader()).beforeInitialize();
    Demo demo;
    try {
      demo = new Demo(Path.of("data"), args);
    } catch (IllegalStateException e) {
      System.err.println("The demo does not start: " + e.getMessage());
      System.exit(2);
      return;
    }
    // after the hub has stopped, in whatever way it was asked to
    SpringApplication.getShutdownHandlers().add(demo::close);
    try {
      Signalbox.start(demo.settings(), args);
    } catch (RuntimeException e) {
      System.exit(2); // the hub has said why
      return;
    }
    System.out.printf(
        "Signalbox demo is running: console %1$s (sandbox inbox %1$s/sandbox); Ctrl-C stops it, data stays in data/%n", demo.console);
  }

  /** Weaker than anything that the user says. A system of which the user configured anything is the user's alone. */
  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    String url = world.sandbox().url();
    settings.put("signalbox.demo", "true");
    settings.put("spring.main.log-startup-info", "false");
    settings.put(World.SETTING, world);
    settings.put("signalbox.base-url", console);
    settings.put("signalbox.tickets", "jira,servicenow,webhook-teams,webhook-alertmanager"); // to be looked at; a real hub uses one
    if (database != null) {
      database(settings, "signalbox.store", "signalbox");
      database(settings, "signalbox.source", "source");
    }
    unless("signalbox.slack", settings, Map.of("token", SLACK_TOKEN, "api-url", url + "/slack/api"), "token", "webhook-url");
    unless("signalbox.pagerduty", settings,
        Map.of("events-url", url + "/pagerduty/v2/enqueue", "routing-key", ROUTING_KEY), "routing-key");
    unless("signalbox.pagerduty", settings,
        Map.of("api-url", url + "/pagerduty", "api-token", PASSWORD), "api-token", "api-url");
    unless("signalbox.jira", settings,
        Map.of("url", url + "/jira", "username", USER, "token", PASSWORD, "project", "OPS", "deployment", "cloud"), "url");
    unless("signalbox.servicenow", settings,
        Map.of("url", url + "/servicenow", "username", "signalbox", "password", PASSWORD), "url");
    for (String webhook : List.of("teams", "alertmanager")) {
      unless("signalbox.webhooks." + webhook, settings,
          Map.of("url", url + "/webhook/" + webhook, "secret", PASSWORD), "url");
    }
    unless("signalbox.mail", settings,
        Map.of("host", "localhost", "port", String.valueOf(world.mail().port()), "from", USER), "host");
    return settings;
  }

  private void database(Map<String, Object> settings, String prefix, String name) {
    if (!has(prefix + ".url") && database != null) {
      settings.put(prefix + ".url", database.url(name));
      settings.put(prefix + ".username", DemoDatabase.USER);
      settings.put(prefix + ".password", "");
    }
  }

  private void unless(String prefix, Map<String, Object> settings, Map<String, String> sandbox, String... real) {
    for (String name : real) {
      if (has(prefix + "." + name)) {
        return;
      }
    }
    sandbox.forEach((name, value) -> settings.put(prefix + "." + name, value));
  }

  private boolean has(String setting) {
    return !given.getProperty(setting, "").isBlank();
  }

  private void closeWorld() {
    world.mail().close();
    world.sandbox().close();
  }

  @Override
  public void close() {
    if (life != null) {
      life.close();
    }
    closeWorld();
    if (database != null) {
      database.close();
    }
  }
}
