package dev.signalbox.web.api;

import dev.signalbox.web.Actor;
import dev.signalbox.web.ChannelTrials;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether a channel works, tried on the real thing. */
@Tag(name = "deliveries")
@RestController
@RequestMapping(path = "/api/channels", produces = MediaType.APPLICATION_JSON_VALUE)
class ChannelTestApi {

  private final ChannelTrials trials;

  ChannelTestApi(ChannelTrials trials) {
    this.trials = trials;
  }

  /**
   * @param address where on the channel; left out: where the first rule that uses it leads
   */
  record Wish(@Nullable String address, @Nullable String by) {}

  @Operation(summary = "Sends a marked test message through the channel's own route and closes what it opened; says what is missing")
  @PostMapping("/{name}/test")
  ChannelTrials.Trial test(@PathVariable String name, @RequestBody(required = false) @Nullable Wish wish, @Nullable Principal principal) {
    String by = Actor.of(principal, wish == null ? null : wish.by()).orElse("api");
    return trials.run(name, wish == null ? null : Given.text(wish.address()).orElse(null), by)
        .orElseThrow(() -> Refusal.unknown("there is no channel '%s'; there are %s", name, String.join(", ", trials.channels())));
  }
}
