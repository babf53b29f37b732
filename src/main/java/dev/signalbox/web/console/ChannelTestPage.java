package dev.signalbox.web.console;

import dev.signalbox.web.Actor;
import dev.signalbox.web.ChannelTrials;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sends a marked test message and shows what the other side answered. */
@Controller
class ChannelTestPage {

  private final ChannelTrials trials;

  ChannelTestPage(ChannelTrials trials) {
    this.trials = trials;
  }

  @PostMapping("/deliveries/test")
  String test(
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String address,
      @Nullable Principal principal,
      HttpServletRequest request,
      Model model) {
    String name = Given.text(channel).orElse("");
    ChannelTrials.Trial trial = trials.run(name, Given.text(address).orElse(null), Actor.ofConsole(principal))
        .orElseThrow(() -> Refusal.unknown(
            "there is no channel '%s'; there are %s", name, String.join(", ", trials.channels())));
    model.addAttribute("trial", trial);
    return Frame.page("channel-test", request);
  }
}
