package dev.signalbox.web.console;

import dev.signalbox.delivery.Deliveries;
import dev.signalbox.web.ChannelTrials;
import dev.signalbox.web.Given;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was sent where, and how the channels do. */
@Controller
class DeliveriesPage {

  private static final List<String> STATUSES = List.of("pending", "sent", "dead", "suppressed");
  private static final int SIZE = 50;

  private final Deliveries deliveries;
  private final ChannelTrials trials;

  DeliveriesPage(Deliveries deliveries, ChannelTrials trials) {
    this.deliveries = deliveries;
    this.trials = trials;
  }

  @GetMapping("/deliveries")
  String list(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String page,
      HttpServletRequest request,
      Model model) {
    @Nullable String wantedStatus = Given.oneOf("status", status, STATUSES).orElse(null);
    @Nullable String wantedChannel = Given.text(channel).orElse(null);
    int number = Given.page(page);
    List<Deliveries.View> found = deliveries.list(wantedStatus, wantedChannel, SIZE + 1, number * SIZE);
    model.addAttribute("status", wantedStatus);
    model.addAttribute("channel", wantedChannel);
    model.addAttribute("page", number);
    model.addAttribute("statuses", STATUSES);
    model.addAttribute("channels", deliveries.health());
    model.addAttribute("testable", trials.channels());
    model.addAttribute("deliveries", found.stream().limit(SIZE).toList());
    model.addAttribute("more", found.size() > SIZE);
    return Frame.page("deliveries", request);
  }
}
