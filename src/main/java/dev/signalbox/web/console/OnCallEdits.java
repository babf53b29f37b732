package dev.signalbox.web.console;

import dev.signalbox.escalation.lint.OnCallFindings;
import dev.signalbox.web.Actor;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Somebody says that an edit which deals turns anew is meant. */
@Controller
class OnCallEdits {

  private final OnCallFindings findings;

  OnCallEdits(OnCallFindings findings) {
    this.findings = findings;
  }

  @PostMapping("/on-call-findings/accept")
  String accept(@RequestParam(defaultValue = "") String version, @Nullable Principal principal) {
    if (!findings.accept(Given.id(version), Actor.ofConsole(principal))) {
      throw Refusal.conflict("the schedules were edited or accepted meanwhile; open the page again and look at them");
    }
    return "redirect:/rules";
  }
}
