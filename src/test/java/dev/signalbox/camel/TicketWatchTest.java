package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.SettableClock;
import dev.signalbox.channel.Heard;
import dev.signalbox.channel.jira.JiraChannel;
import dev.signalbox.channel.jira.JiraSettings;
import dev.signalbox.delivery.Ticket;
import dev.signalbox.delivery.Tickets;
import dev.signalbox.inbound.Response;
import dev.signalbox.inbound.WatchLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jira is a list of issues that changed; some of them cannot be read. */
class TicketWatchTest {

  private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Map<String, Instant> changed = new LinkedHashMap<>();
  private final Set<String> illegible = new HashSet<>();
  private final List<String> heard = new ArrayList<>();
  private final Log log = new Log();
  private TicketWatch watch;

  @BeforeEach
  void start() throws Exception {
    camel.addRoutes(new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:jira").process(exchange -> exchange.getMessage().setBody(issues()))
            .process(exchange -> exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200));
      }
    });
    camel.start();
    JiraSettings settings = new JiraSettings("https://jira.example.com", null, null, new Secret("t"), "OPS", null, null, null);
    TicketDesk desk = new TicketDesk(new RouteSender(camel), List.of(new JiraChannel(settings)), clock);
    watch = new TicketWatch(desk, this::hear, new NoTickets(), log, clock);
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private String issues() {
    return changed.entrySet().stream().filter(issue -> !issue.getValue().isBefore(log.until.minus(Duration.ofMinutes(6))))
        .map(issue -> "{\"key\":\"%s\",\"fields\":{\"updated\":\"%s\"}}".formatted(issue.getKey(), issue.getValue()))
        .collect(Collectors.joining(",", "{\"issues\":[", "],\"isLast\":true}"));
  }

  private String hear(Heard what) {
    if (illegible.contains(what.reference())) {
      throw new Response.Unreachable("jira cannot be read: HTTP 200, but the body is not the JSON that was expected");
    }
    heard.add(what.reference());
    return "heard";
  }

  private void changes(String... keys) {
    for (String key : keys) {
      changed.put(key, clock.instant());
    }
  }

  private void passes(Duration time) {
    clock.tick(time);
    heard.clear();
    watch.look();
  }

  @Test
  void one_ticket_that_cannot_be_read_stops_no_other_and_is_read_later() {
    illegible.add("OPS-1");
    changes("OPS-1", "OPS-2");
    passes(Duration.ofMinutes(1));
    assertThat(heard).containsExactly("OPS-2");
    assertThat(log.trouble).isNull();

    passes(Duration.ofHours(2));
    changes("OPS-3");
    passes(Duration.ofMinutes(1));
    assertThat(heard).contains("OPS-3");
    assertThat(log.until).as("come back to").isEqualTo(changed.get("OPS-1"));

    illegible.clear();
    passes(Duration.ofMinutes(1));
    assertThat(heard).contains("OPS-1");
    assertThat(log.until).isEqualTo(clock.instant());
  }

  @Test
  void a_ticket_that_cannot_be_read_for_a_day_is_left() {
    illegible.addAll(Set.of("OPS-1", "OPS-2", "OPS-3"));
    changes("OPS-1", "OPS-2", "OPS-3");
    passes(Duration.ofHours(25));
    assertThat(log.until).isEqualTo(clock.instant());
  }

  @Test
  void a_system_that_is_away_is_asked_three_times_and_read_later_from_where_it_was_left() {
    Instant before = log.until;
    illegible.addAll(Set.of("OPS-1", "OPS-2", "OPS-3", "OPS-4"));
    changes("OPS-1", "OPS-2", "OPS-3", "OPS-4");
    passes(Duration.ofMinutes(1));
    assertThat(log.trouble).contains("jira cannot be read");
    assertThat(log.until).isEqualTo(before);

    illegible.removeAll(Set.of("OPS-4"));
    passes(Duration.ofMinutes(1));
    assertThat(heard).as("what was not tried comes first").containsExactly("OPS-4");
  }

  private final class Log implements WatchLog {
    private Instant until = clock.instant();
    private String trouble;

    @Override
    public Optional<Instant> begin(String channel, Duration lease) {
      return Optional.of(until);
    }

    @Override
    public void read(String channel, Instant now) {
      until = now.isAfter(until) ? now : until;
      trouble = null;
    }

    @Override
    public void failed(String channel, String reason) {
      trouble = reason;
    }
  }

  private static final class NoTickets implements Tickets {
    @Override
    public Optional<Ticket> find(String channel, String reference) {
      return Optional.empty();
    }

    @Override
    public List<Ticket> of(Collection<UUID> incidents) {
      return List.of();
    }

    @Override
    public void saw(Ticket ticket) {}

    @Override
    public boolean knows(String channel, String comment) {
      return false;
    }

    @Override
    public void heard(String channel, String comment, UUID incident) {}
  }
}
