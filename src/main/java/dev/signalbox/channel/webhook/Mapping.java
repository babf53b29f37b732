package dev.signalbox.channel.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * A jq expression that makes one value of one value. It sees what it is given and nothing else: neither the environment nor
 * files nor the clock.
 */
public final class Mapping {

  /** What would let an expression look around, or make the same notice another one on the next attempt. */
  private static final List<String> LEFT_OUT = List.of("env/0", "now/0", "debug/0", "debug_scope/0", "input_filename/0");

  private static final Scope SCOPE = scope();

  private final String text;
  private final JsonQuery query;

  private Mapping(String text, JsonQuery query) {
    this.text = text;
    this.query = query;
  }

  private static Scope scope() {
    Scope scope = Scope.newEmptyScope();
    Map<String, Function> functions = BuiltinFunctionLoader.getInstance().listFunctions(Versions.JQ_1_7, scope);
    functions.forEach((name, function) -> {
      if (!LEFT_OUT.contains(name)) {
        scope.addFunction(name, function);
      }
    });
    return scope;
  }

  /** @throws IllegalArgumentException if it is not jq, in one line */
  public static Mapping of(String text) {
    try {
      return new Mapping(text, JsonQuery.compile(text, Versions.JQ_1_7));
    } catch (JsonQueryException | RuntimeException | StackOverflowError e) {
      throw new IllegalArgumentException("is not jq: " + reason(e), e);
    }
  }

  /**
   * @throws IllegalArgumentException if it makes no value, more than one, or stumbles; in one line
   */
  public JsonNode apply(JsonNode in) {
    List<JsonNode> out = new ArrayList<>();
    try {
      query.apply(Scope.newChildScope(SCOPE), in, value -> {
        if (!out.isEmpty()) {
          throw new IllegalArgumentException("makes more than one value; put them into a list: [ … ]");
        }
        out.add(value);
      });
    } catch (JsonQueryException | StackOverflowError e) {
      throw new IllegalArgumentException("stumbles: " + reason(e), e);
    }
    if (out.isEmpty()) {
      throw new IllegalArgumentException("makes nothing of it");
    }
    return out.get(0);
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : Text.line(e.getMessage(), 200);
  }

  @Override
  public String toString() {
    return text;
  }
}
