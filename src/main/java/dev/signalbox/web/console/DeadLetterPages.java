package dev.signalbox.web.console;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.DeadLetters;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.web.Actor;
import dev.signalbox.web.ChannelReplay;
import dev.signalbox.web.Given;
import dev.signalbox.web.LocalPath;
import dev.signalbox.web.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What could not be delivered, with the means to send it again or to give it up. */
@Controller
@RequestMapping("/dead-letters")
class DeadLetterPages {

  private static final List<String> STATUSES = List.of("dead", "replayed", "discarded", "all");
  private static final int SIZE = 50;

  private final DeadLetters letters;
  private final Deliveries deliveries;

  DeadLetterPages(DeadLetters letters, Deliveries deliveries) {
    this.letters = letters;
    this.deliveries = deliveries;
  }

  @GetMapping
  String list(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String page,
      @RequestParam(required = false) @Nullable String done,
      Model model) {
    String wantedStatus = Given.oneOf("status", status, STATUSES).orElse("dead");
    @Nullable String wantedChannel = Given.text(channel).orElse(null);
    int number = Given.page(page);
    List<DeadLetter> found =
        letters.list(wantedChannel, wantedStatus.equals("all") ? null : wantedStatus, SIZE + 1, number * SIZE);
    model.addAttribute("status", wantedStatus);
    model.addAttribute("channel", wantedChannel);
    model.addAttribute("page", number);
    model.addAttribute("statuses", STATUSES);
    model.addAttribute("channels", deliveries.health().stream().map(Deliveries.Health::channel).toList());
    model.addAttribute("letters", found.stream().limit(SIZE).toList());
    model.addAttribute("more", found.size() > SIZE);
    model.addAttribute("waiting", letters.waiting());
    model.addAttribute("done", Given.oneOf("done", done, List.of("replayed", "discarded")).orElse(null));
    return "dead-letters";
  }

  @GetMapping("/{id}")
  String one(@PathVariable String id, Model model) {
    model.addAttribute("letter", found(Given.id(id)));
    return "dead-letter";
  }

  @PostMapping("/{id}/replay")
  String replay(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String force,
      @RequestParam(required = false) @Nullable String channel,
      @Nullable Principal principal,
      Model model,
      HttpServletResponse response) {
    DeadLetter letter = found(Given.id(id));
    DeadLetters.Replay replay = letters.replay(letter.id(), Given.flag("force", force), Actor.ofConsole(principal));
    if (replay.accepted()) {
      return back("replayed", channel);
    }
    response.setStatus(HttpServletResponse.SC_CONFLICT);
    model.addAttribute("letter", letter);
    model.addAttribute("refused", replay.message());
    return "dead-letter";
  }

  @PostMapping("/{id}/discard")
  String discard(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String channel,
      @Nullable Principal principal) {
    DeadLetter letter = found(Given.id(id));
    if (!letters.discard(letter.id(), Actor.ofConsole(principal))) {
      throw Refusal.conflict("dead letter %s is %s already", letter.id(), letter.status());
    }
    return back("discarded", channel);
  }

  @PostMapping("/replay")
  String replayChannel(
      @RequestParam(required = false) @Nullable String channel, @Nullable Principal principal, Model model) {
    String name = Given.text(channel).orElseThrow(() -> Refusal.badInput("channel is missing: choose one"));
    model.addAttribute("replay", ChannelReplay.of(name, letters, Actor.ofConsole(principal)));
    return "replayed";
  }

  private DeadLetter found(UUID id) {
    return letters.find(id).orElseThrow(() -> Refusal.unknown("there is no dead letter %s", id));
  }

  private static String back(String done, @Nullable String channel) {
    return "redirect:/dead-letters?done=" + done
        + Given.text(channel).map(name -> "&channel=" + LocalPath.encoded(name)).orElse("");
  }
}
