package dev.signalbox.sandbox.inbox;

import dev.signalbox.sandbox.Demo;
import dev.signalbox.sandbox.Faults;
import dev.signalbox.sandbox.KnownFault;
import dev.signalbox.sandbox.ReceivedMail;
import dev.signalbox.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The inbox's pages: one for each system, one for each mail, and a form that makes a system fail. */
@Controller
@ConditionalOnProperty("signalbox.demo")
class SandboxController {

  private static final int SHOWN = 100;
  private static final String SYSTEMS = "slack|mail|pagerduty|jira|servicenow|webhook";
  /** A mail brings its own styles; nothing else of it may do anything. */
  private static final String MAIL_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
          + "sandbox allow-popups allow-popups-to-escape-sandbox";

  /** @param active what it is told to do wrong, for people; empty if nothing */
  record Tab(String system, String label, int size, String active) {}

  private final Sandbox sandbox;
  private final Demo.World world;

  SandboxController(Demo.World world) {
    this.world = world;
    this.sandbox = world.sandbox();
  }

  @GetMapping("/sandbox")
  String start(@RequestHeader(name = "HX-Request", defaultValue = "false") boolean live, Model model) {
    return show("slack", live, model);
  }

  @GetMapping("/sandbox/{system:" + SYSTEMS + "}")
  String show(
      @PathVariable String system, @RequestHeader(name = "HX-Request", defaultValue = "false") boolean live, Model model) {
    model.addAttribute("system", system);
    model.addAttribute("tabs", List.of(
        tab("slack", "Slack", sandbox.slack().posts().size()),
        tab("mail", "Mail", world.mail().mails().size()),
        tab("pagerduty", "PagerDuty", sandbox.pagerDuty().alerts().size()),
        tab("jira", "Jira", sandbox.jira().issues().size()),
        tab("servicenow", "ServiceNow", sandbox.serviceNow().incidents().size()),
        tab("webhook", "Webhooks", sandbox.webhook().received().size())));
    model.addAttribute("faults", KnownFault.of(system).stream().map(KnownFault::name).toList());
    switch (system) {
      case "slack" -> model.addAttribute("messages", SlackView.threads(sandbox.slack().posts(), SHOWN));
      case "mail" -> model.addAttribute("mails", world.mail().mails().stream().limit(SHOWN).toList());
      case "pagerduty" -> model.addAttribute(
          "alerts", sandbox.pagerDuty().alerts().stream().limit(SHOWN).map(AlertView::of).toList());
      case "jira" -> model.addAttribute(
          "tickets", sandbox.jira().issues().stream().limit(SHOWN).map(TicketView::of).toList());
      case "webhook" -> model.addAttribute(
          "calls", sandbox.webhook().received().stream().limit(SHOWN).map(WebhookView::of).toList());
      default -> model.addAttribute(
          "tickets", sandbox.serviceNow().incidents().stream().limit(SHOWN).map(TicketView::of).toList());
    }
    return live ? "sandbox/inbox :: live" : "sandbox/inbox";
  }

  private Tab tab(String system, String label, int size) {
    String active = String.join(", ", sandbox.faults.active().stream()
        .filter(rule -> rule.system().equals(system)).map(SandboxController::words).toList());
    return new Tab(system, label, size, active);
  }

  private static String words(Faults.Rule rule) {
    String name = KnownFault.of(rule.system()).stream()
        .filter(known -> known.fault().equals(rule.fault()) && known.operation().equals(rule.operation()))
        .map(KnownFault::name).findFirst().orElse(rule.fault().kind() + " " + rule.fault().status());
    return rule.times() < 0 ? name : "%s (%d more)".formatted(name, rule.times());
  }

  @GetMapping("/sandbox/mail/{number:\\d+}")
  String mail(@PathVariable long number, Model model) {
    model.addAttribute("mail", find(number));
    return "sandbox/mail";
  }

  @GetMapping("/sandbox/mail/{number:\\d+}/html")
  ResponseEntity<byte[]> html(@PathVariable long number) {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .header("Content-Security-Policy", MAIL_POLICY)
        .body(withPictures(find(number)).getBytes(StandardCharsets.UTF_8));
  }

  /** As a mail program shows it: what the HTML names by its content id is part of the page. */
  private static String withPictures(ReceivedMail mail) {
    String html = mail.html();
    for (ReceivedMail.File file : mail.files()) {
      if (!file.contentId().isEmpty() && file.type().startsWith("image/")) {
        String data = "data:" + file.type() + ";base64," + Base64.getEncoder().encodeToString(file.bytes());
        html = html.replace("cid:" + file.contentId(), data);
      }
    }
    return html;
  }

  @GetMapping("/sandbox/mail/{number:\\d+}/files/{index:\\d+}")
  ResponseEntity<byte[]> file(@PathVariable long number, @PathVariable int index) {
    List<ReceivedMail.File> files = find(number).files();
    if (index >= files.size()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such file");
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header("Content-Disposition",
            ContentDisposition.attachment().filename(files.get(index).name(), StandardCharsets.UTF_8).build().toString())
        .body(files.get(index).bytes());
  }

  @GetMapping("/sandbox/slack/files/{id:F[A-Z0-9]+}")
  ResponseEntity<byte[]> picture(@PathVariable String id) {
    return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(sandbox.slack().picture(id)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such picture")));
  }

  private ReceivedMail find(long number) {
    return world.mail().mails().stream().filter(mail -> mail.number() == number).findFirst()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such mail"));
  }

  /**
   * @param fault one of those offered; anything else makes the system well again
   * @param times how often it happens; 0 for as long as nobody sets anything else
   */
  @PostMapping("/sandbox/{system:" + SYSTEMS + "}/fault")
  String fault(@PathVariable String system, @RequestParam String fault, @RequestParam(defaultValue = "0") int times) {
    sandbox.faults.clear(system);
    KnownFault.find(system, fault).ifPresent(known -> sandbox.faults.add(known, times > 0 ? times : -1));
    return "redirect:/sandbox/" + system;
  }
}
