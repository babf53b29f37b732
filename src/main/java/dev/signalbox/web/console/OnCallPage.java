package dev.signalbox.web.console;

import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Shift;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Who is on call now, who follows, and the shifts of the week. */
@Controller
class OnCallPage {

  private static final Duration AHEAD = Duration.ofDays(7);

  private final CurrentPlan onCall;
  private final Clock clock;

  OnCallPage(CurrentPlan onCall, Clock clock) {
    this.onCall = onCall;
    this.clock = clock;
  }

  /** One schedule as drawn. */
  public record Plan(String schedule, OnCall now, List<Shift> shifts) {}

  @GetMapping("/on-call")
  String onCall(HttpServletRequest request, Model model) {
    Instant now = clock.instant();
    model.addAttribute("now", now);
    Rota rota = onCall.now().rota();
    model.addAttribute("plans", rota.schedules().stream()
        .map(name -> new Plan(name, rota.onCall(name, now), rota.schedule(name).shifts(now, now.plus(AHEAD))))
        .toList());
    return Frame.page("on-call", request);
  }
}
