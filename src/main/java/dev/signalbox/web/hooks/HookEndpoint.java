package dev.signalbox.web.hooks;

import dev.signalbox.channel.Admission;
import dev.signalbox.channel.Call;
import dev.signalbox.channel.Hook;
import dev.signalbox.inbound.Inbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes what other systems tell. Answers with success only when the call is on disk; with 503, for which every one of them
 * calls again, if it cannot be written.
 */
@Tag(name = "hooks")
@RestController
class HookEndpoint {

  /** More than any of them sends: PagerDuty's largest is 256 KB. */
  private static final int LARGEST = 1_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(HookEndpoint.class);

  private final Map<String, Hook> hooks;
  private final Inbox inbox;
  private final Clock clock;
  private final MeterRegistry meters;

  HookEndpoint(List<Hook> hooks, Inbox inbox, Clock clock, MeterRegistry meters) {
    this.hooks = hooks.stream().collect(Collectors.toMap(Hook::name, Function.identity()));
    this.inbox = inbox;
    this.clock = clock;
    this.meters = meters;
  }

  @Operation(summary = "What another system tells: signed over the raw bytes; stored, then answered")
  @PostMapping("/hooks/{name}")
  ResponseEntity<byte[]> hear(@PathVariable String name, HttpServletRequest request) throws IOException {
    Hook hook = hooks.get(name);
    if (hook == null) {
      return ResponseEntity.notFound().build();
    }
    // not as a parameter of this method: Spring would write a form anew, and the signature is over the bytes as sent
    byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      count(name, "too_large");
      return ResponseEntity.status(413).build();
    }
    return hook.judge(new Call(headers(request), body), clock.instant())
        .fold(genuine -> accept(name, genuine, body), away -> turnAway(name, away));
  }

  private ResponseEntity<byte[]> accept(String name, Admission.Genuine genuine, byte[] body) {
    boolean first;
    try {
      first = inbox.accept(name, genuine.id(), body);
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("hook", name).addKeyValue("failure", e.getClass().getSimpleName()).log("a call could not be stored");
      count(name, "not_stored");
      return ResponseEntity.status(503).build();
    }
    count(name, first ? "accepted" : "repeated");
    return Optional.ofNullable(genuine.answer())
        .map(answer -> ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(answer.getBytes(StandardCharsets.UTF_8)))
        .orElseGet(() -> ResponseEntity.ok().build());
  }

  private ResponseEntity<byte[]> turnAway(String name, Admission.TurnedAway away) {
    count(name, away.why().label());
    LOG.atDebug().addKeyValue("hook", name).addKeyValue("reason", away.why().label()).log("a call was turned away");
    return ResponseEntity.status(away.status()).build();
  }

  private void count(String hook, String result) {
    meters.counter("signalbox.hook.calls", "hook", hook, "result", result).increment();
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new TreeMap<>();
    Collections.list(request.getHeaderNames()).forEach(name -> headers.put(name, Collections.list(request.getHeaders(name))));
    return headers;
  }
}
