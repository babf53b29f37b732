package dev.signalbox.web.api;

import dev.signalbox.delivery.Deliveries;
import dev.signalbox.web.Given;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was sent where, and how the channels do. */
@Tag(name = "deliveries")
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
class DeliveriesApi {

  private static final List<String> STATUSES = List.of("pending", "sent", "dead", "suppressed");
  private static final int SIZE = 50;

  private final Deliveries deliveries;

  DeliveriesApi(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Operation(summary = "Deliveries, newest first, 50 to a page; page counts from 0")
  @GetMapping("/deliveries")
  List<Deliveries.View> list(
      @Parameter(description = "pending, sent, dead or suppressed; all of them if left out")
          @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String page) {
    return deliveries.list(
        Given.oneOf("status", status, STATUSES).orElse(null),
        Given.text(channel).orElse(null),
        SIZE,
        Given.page(page) * SIZE);
  }

  @Operation(summary = "How each channel does: ok, throttled, failing or misconfigured, and why")
  @GetMapping("/channels")
  List<Deliveries.Health> channels() {
    return deliveries.health();
  }
}
