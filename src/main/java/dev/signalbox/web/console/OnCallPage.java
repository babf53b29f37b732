package dev.signalbox.web.console;

import dev.signalbox.oncall.OnCall;
import dev.signalbox.web.OnCallView;
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

  private final OnCallView onCall;
  private final Clock clock;

  OnCallPage(OnCallView onCall, Clock clock) {
    this.onCall = onCall;
    this.clock = clock;
  }

  /** One schedule as drawn. */
  public record Plan(String schedule, OnCall now, List<OnCallView.Shift> shifts) {}

  @GetMapping("/on-call")
  String onCall(HttpServletRequest request, Model model) {
    Instant now = clock.instant();
    model.addAttribute("now", now);
    model.addAttribute("plans", onCall.schedules().stream()
        .map(name -> new Plan(name, onCall.onCall(name, now), onCall.shifts(name, now, now.plus(AHEAD))))
        .toList());
    return Frame.page("on-call", request);
  }
}
