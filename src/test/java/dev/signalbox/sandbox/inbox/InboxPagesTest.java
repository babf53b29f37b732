package dev.signalbox.sandbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.sandbox.Demo;
import dev.signalbox.sandbox.MailSandbox;
import dev.signalbox.sandbox.Sandbox;
import dev.signalbox.web.ConsoleApp;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

class InboxPagesTest {

  private static final String EVIL = "<script>alert(1)</script>";
  private static final String EVENT =
      """
      {"routing_key":"0123456789abcdef0123456789abcdef","event_action":"trigger","dedup_key":"a",
       "links":[{"href":"javascript:alert(2)","text":"t"}],
       "payload":{"summary":"%1$s","source":"s","severity":"error","custom_details":{"%1$s":"%1$s"}}}
      """.formatted(EVIL);
  private static final String ISSUE =
      """
      {"fields":{"project":{"key":"OPS"},"issuetype":{"name":"Bug"},"summary":"%1$s","labels":["%1$s"],
       "description":{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"%1$s"}]}]}}}
      """.formatted(EVIL);

  private static final Sandbox SANDBOX = Sandbox.start();
  private static final MailSandbox MAIL = MailSandbox.start(SANDBOX, 0);
  private static final HttpClient HTTP = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private static ConfigurableApplicationContext app;

  /** The console and the inbox, without the hub. */
  @Import(ConsoleApp.class)
  @ComponentScan("dev.signalbox.sandbox.inbox")
  static class Console {}

  @BeforeAll
  static void start() throws Exception {
    app = new SpringApplicationBuilder(Console.class)
        .properties(Map.of("signalbox.demo", "true", Demo.World.SETTING, new Demo.World(SANDBOX, MAIL)))
        .properties("spring.main.banner-mode=off")
        .run("--server.port=0");
    vendor("/slack/api/chat.postMessage", "{\"channel\":\"ops\",\"text\":\"%1$s\",\"blocks\":[{\"type\":\"header\",\"text\":{\"type\":\"plain_text\",\"text\":\"%1$s\"}},{\"type\":\"section\",\"fields\":[{\"type\":\"mrkdwn\",\"text\":\"*%1$s*\"}]},{\"type\":\"image\",\"alt_text\":\"x\",\"image_url\":\"https://example.com/a.png\"}]}".formatted(EVIL));
    vendor("/pagerduty/v2/enqueue", EVENT);
    vendor("/jira/rest/api/3/issue", ISSUE);
    vendor("/servicenow/api/now/table/incident", "{\"short_description\":\"%1$s\",\"description\":\"%1$s\",\"work_notes\":\"%1$s\"}".formatted(EVIL));
    Properties settings = new Properties();
    settings.put("mail.smtp.host", "localhost");
    settings.put("mail.smtp.port", String.valueOf(MAIL.port()));
    MimeMessage mail = new MimeMessage(Session.getInstance(settings));
    mail.setRecipients(Message.RecipientType.TO, "anna@example.com");
    mail.setSubject(EVIL);
    mail.setContent("<p>hello</p>" + EVIL, "text/html; charset=UTF-8");
    Transport.send(mail);
  }

  @AfterAll
  static void stop() {
    app.close();
    MAIL.close();
    SANDBOX.close();
  }

  private static void vendor(String path, String body) throws Exception {
    HttpResponse<String> answer = HTTP.send(
        HttpRequest.newBuilder(URI.create(SANDBOX.url() + path)).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  private static HttpResponse<String> page(String path) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(URI.create(ConsoleApp.url(app) + path)).build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({"/sandbox", "/sandbox/slack", "/sandbox/mail", "/sandbox/pagerduty", "/sandbox/jira", "/sandbox/servicenow"})
  void what_was_sent_is_shown_and_escaped(String path) throws Exception {
    HttpResponse<String> page = page(path);
    assertThat(page.statusCode()).isEqualTo(200);
    // Slack takes an unescaped bracket for markup, so only the harmless inside is left
    assertThat(page.body()).contains("alert(1)").doesNotContain(EVIL).doesNotContain("javascript:").doesNotContain(" style=");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'self'");
  }

  @Test
  void a_mail_has_a_page_of_its_own_in_which_nothing_may_run() throws Exception {
    long number = MAIL.mails().get(0).number();
    assertThat(page("/sandbox/mail/" + number).body()).contains("sandbox=\"\"").doesNotContain(EVIL);
    HttpResponse<String> html = page("/sandbox/mail/" + number + "/html");
    assertThat(html.body()).startsWith("<p>hello</p>");
    assertThat(html.headers().allValues("Content-Security-Policy")).singleElement().asString()
        .contains("default-src 'none'").contains("; sandbox").contains("frame-ancestors 'self'");
    assertThat(page("/sandbox/mail/999999").statusCode()).isEqualTo(404);
  }

  @Test
  void a_system_can_be_made_to_fail_and_to_be_well_again() throws Exception {
    submit("answers 503");
    assertThat(SANDBOX.faults.active()).singleElement().satisfies(rule -> assertThat(rule.fault().status()).isEqualTo(503));
    assertThat(page("/sandbox/pagerduty").body()).contains("PagerDuty answers 503");
    submit("answers 429 without Retry-After&times=3");
    assertThat(page("/sandbox/pagerduty").body()).contains("PagerDuty answers 429 without Retry-After (3 more)");
    submit("");
    assertThat(SANDBOX.faults.active()).isEmpty();
  }

  private static void submit(String fault) throws Exception {
    Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page("/sandbox/pagerduty").body());
    assertThat(token.find()).as("a form carries its token").isTrue();
    String form = "_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8) + "&fault=" + fault.replace(' ', '+');
    HttpResponse<String> answer = HTTP.send(
        HttpRequest.newBuilder(URI.create(ConsoleApp.url(app) + "/sandbox/pagerduty/fault"))
            .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build(),
        BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(302);
  }
}
