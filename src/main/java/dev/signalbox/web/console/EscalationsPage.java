package dev.signalbox.web.console;

import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.escalation.Target;
import dev.signalbox.ladder.Outlook;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Escalations level by level, and the running incidents that keep what one of them was before an edit. */
@Controller
class EscalationsPage {

  private final Outlook outlook;

  EscalationsPage(Outlook outlook) {
    this.outlook = outlook;
  }

  /** @param lines of the policy, a level each; none if the file has it no more */
  public record Shown(Outlook.Standing standing, List<String> lines, List<Before> before) {}

  public record Before(Outlook.Moved moved, List<String> lines) {}

  @GetMapping("/escalations")
  String all(HttpServletRequest request, Model model) {
    model.addAttribute("escalations", outlook.standings().stream()
        .map(one -> new Shown(
            one, one.policy() == null ? List.of() : lines(one.policy()),
            one.moved().stream().map(moved -> new Before(moved, lines(moved.opened()))).toList()))
        .toList());
    return Frame.page("escalations", request);
  }

  private static List<String> lines(EscalationPolicy policy) {
    List<String> lines = new ArrayList<>();
    policy.levels().forEach(level -> lines.add("level %d: %s".formatted(lines.size() + 1, line(level))));
    if (policy.repeat() > 0) {
      lines.add("again from level 1, " + (policy.repeat() == 1 ? "once" : policy.repeat() + " times"));
    }
    if (!policy.acknowledgement().stops()) {
      lines.add("goes on while somebody takes care of it");
    }
    return lines;
  }

  private static String line(EscalationPolicy.Level level) {
    String who = level.targets().stream().map(EscalationsPage::name).collect(Collectors.joining(", "));
    long minutes = level.delay().toMinutes();
    return minutes == 0 ? who : "%s; %s later the next".formatted(
        who, minutes % 60 == 0 ? minutes / 60 + " h" : minutes + " min");
  }

  private static String name(Target target) {
    return target.fold(of -> "whoever is on call on " + of.schedule(), of -> of.user());
  }
}
