package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void what_was_written_is_read_again() {
    Person anna = new Person(
        "anna", "Anna", "anna@example.com", "U1", null, null, null, null, BERLIN,
        List.of("mail"), Map.of("critical", List.of("slack")));
    OnCall onCall = new OnCall("s", NOW, List.of(anna), List.of(anna), NOW, true, List.of(anna), null, BERLIN)
        .with(new OnCall.Level("e", 2, List.of(anna), List.of("night")));

    assertThat(Context.read(Context.write(onCall, Map.of("project", "OPS"), "anna", "why")))
        .isEqualTo(new Context(onCall, Map.of("project", "OPS"), "anna", "why"));
  }

  @Test
  void a_routing_key_is_not_written() {
    Person anna = new Person("anna", null, null, null, null, null, null, new Secret("0123456789abcdef"));
    OnCall onCall = new OnCall("s", NOW, List.of(anna), List.of(), null, false);

    assertThat(Context.write(onCall, Map.of(), "anna", null))
        .contains("anna").doesNotContain("0123456789abcdef", "RoutingKey");
  }

  /** A hub that is replaced by a newer one leaves deliveries behind. */
  @Test
  void what_an_earlier_version_wrote_is_read() {
    Context context = Context.read("""
        {"onCall":{"schedule":"s","at":"2026-03-01T12:00:00Z",
         "primary":[{"name":"anna","mail":"anna@example.com","channels":["slack"]}],
         "next":[],"fallbackUsed":false},"options":{}}""");

    assertThat(context.recipient()).isNull();
    assertThat(context.remark()).isNull();
    assertThat(context.onCall().zone()).isEqualTo(ZoneOffset.UTC);
    assertThat(context.onCall().fallback()).isEmpty();
    assertThat(context.onCall().primary().get(0).channels("error")).containsExactly("slack");
  }
}
