package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How another process reads and steers the sandbox.
 *
 * <pre>
 * GET    /_sandbox/ledger?system=jira&amp;from=1&amp;bodies=false   counts, duplicates and effects
 * DELETE /_sandbox/ledger                                    forget everything
 * GET    /_sandbox/faults                                    what is still to go wrong
 * POST   /_sandbox/faults   {"system":"slack","operation":"*","kind":"answer-instead","status":429,
 *                            "headers":{"Retry-After":"3"},"body":null,"times":2,"probability":1,"delayMillis":0}
 *                           or {"system":"slack","slackError":"channel_not_found","times":-1}
 *                           or {"system":"mail","known":"rcpt: 450 4.2.0 greylisted","times":1}
 * GET    /_sandbox/faults/known?system=mail                  what can be asked for by name
 * DELETE /_sandbox/faults?system=slack                       all is well again; without system everywhere
 * </pre>
 *
 * Not for browsers: a request with an Origin is refused.
 */
final class Control {

  private final Sandbox sandbox;

  Control(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  Answer answer(Call call) {
    if (!call.header("Origin").isEmpty()) {
      return Answer.text(403, "not for browsers");
    }
    return switch (call.method + " " + call.path) {
      case "GET /ledger" -> ledger(call.query());
      case "DELETE /ledger" -> {
        sandbox.forget();
        yield Answer.empty(204);
      }
      case "GET /faults" -> faults();
      case "GET /faults/known" -> known(call.query().getOrDefault("system", ""));
      case "POST /faults" -> add(call.json());
      case "DELETE /faults" -> {
        String system = call.query().get("system");
        if (system == null) {
          sandbox.faults.clear();
        } else {
          sandbox.faults.clear(system);
        }
        yield Answer.empty(204);
      }
      default -> Answer.text(404, "the sandbox has /_sandbox/ledger and /_sandbox/faults");
    };
  }

  private Answer ledger(Map<String, String> query) {
    String system = query.get("system");
    boolean bodies = !"false".equals(query.get("bodies"));
    ObjectNode answer = Trees.object().put("size", sandbox.ledger.size());
    ObjectNode counts = answer.putObject("counts");
    ObjectNode duplicates = answer.putObject("duplicates");
    for (String each : KnownFault.SYSTEMS) {
      counts.put(each, sandbox.ledger.effects(each).size());
      duplicates.put(each, sandbox.ledger.duplicates(each).size());
    }
    ArrayNode effects = answer.putArray("effects");
    long from = number(query.get("from"));
    sandbox.ledger.effectsFrom(from).stream()
        .filter(effect -> system == null || effect.system().equals(system))
        .forEach(effect -> effects.add(Ledger.json(effect, bodies)));
    return Answer.json(200, answer);
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("\\d{1,12}") ? Long.parseLong(text) : 1;
  }

  private Answer faults() {
    ArrayNode active = Trees.array();
    for (Faults.Rule rule : sandbox.faults.active()) {
      active.addObject()
          .put("system", rule.system())
          .put("operation", rule.operation())
          .put("kind", rule.fault().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .put("status", rule.fault().status())
          .put("delayMillis", rule.fault().delay().toMillis())
          .put("times", rule.times())
          .put("probability", rule.probability());
    }
    return Answer.json(200, active);
  }

  private static Answer known(String system) {
    ArrayNode names = Trees.array();
    KnownFault.of(system).forEach(known -> names.add(known.name()));
    return Answer.json(200, names);
  }

  private Answer add(JsonNode wanted) {
    String system = wanted.path("system").asText("*");
    String operation = wanted.path("operation").asText("*");
    Fault fault;
    try {
      if (wanted.has("known")) {
        KnownFault known = KnownFault.named(system, wanted.path("known").asText());
        operation = known.operation();
        fault = known.fault();
      } else {
        fault = fault(wanted);
      }
    } catch (IllegalArgumentException e) {
      return Answer.text(400, "no such fault: " + e.getMessage());
    }
    sandbox.faults.add(new Faults.Rule(
        system, operation, fault, wanted.path("times").asInt(-1), wanted.path("probability").asDouble(1)));
    return Answer.empty(204);
  }

  private static Fault fault(JsonNode wanted) {
    if (!wanted.isObject()) {
      throw new IllegalArgumentException("a JSON object is wanted");
    }
    if (wanted.has("slackError")) {
      return Fault.slackError(wanted.path("slackError").asText());
    }
    String kind = wanted.path("kind").asText("answer-instead");
    Map<String, String> headers = new HashMap<>();
    wanted.path("headers").properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return new Fault(
        Fault.Kind.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_')),
        wanted.path("status").asInt(503),
        headers,
        wanted.path("body").isTextual() ? wanted.path("body").asText() : null,
        Duration.ofMillis(wanted.path("delayMillis").asLong(0)));
  }
}
