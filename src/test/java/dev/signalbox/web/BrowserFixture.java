package dev.signalbox.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The console over a scene and a real browser to look at it, one of each for a test class. Needs /usr/bin/chromium. */
public final class BrowserFixture implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  private static final Path CHROMIUM = Path.of(System.getProperty("signalbox.chromium", "/usr/bin/chromium"));
  private static final Path SHOTS = Path.of("target/screenshots");

  private final List<String> complaints = new ArrayList<>();
  private ConfigurableApplicationContext app;
  private Playwright playwright;
  private Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    assumeTrue(Files.isExecutable(CHROMIUM),
        "no browser at " + CHROMIUM + ": the console is not looked at (-Dsignalbox.chromium=…)");
    app = ConsoleApp.start(Map.of());
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
        "1")));
    browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
        .setExecutablePath(CHROMIUM)
        .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync")));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    complaints.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (browser != null) {
      browser.close();
      playwright.close();
    }
    if (app != null) {
      app.close();
    }
  }

  public Scene scene() {
    return app.getBean(Scene.class);
  }

  /** What the browser complained about since the test began: what it refused, what failed, all of its console. */
  public List<String> complaints() {
    return complaints;
  }

  public Page open(String path, int width, ColorScheme scheme) {
    return open(path, new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
  }

  public Page open(String path, Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    Page page = context.newPage();
    page.setDefaultTimeout(15_000);
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(error -> complaints.add("error: " + error));
    page.onRequestFailed(request -> complaints.add("failed: " + request.url()));
    page.navigate(ConsoleApp.url(app) + path);
    return page;
  }

  /** How many pixels the page is wider than the window. */
  public int overflow(Page page) {
    return (int) page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
  }

  /** Into {@code target/screenshots}, to be looked at. */
  public void photograph(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SHOTS.resolve(name + ".png")));
  }
}
