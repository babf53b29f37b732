package dev.signalbox.camel;

import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Refused;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouteSenderTest {

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private RouteSender sender;

  @BeforeEach
  void start() throws Exception {
    camel.addRoutes(echo("first"));
    camel.start();
    sender = new RouteSender(camel);
  }

  @AfterEach
  void stop() {
    sender.close();
    camel.stop();
  }

  /** Answers with a word and everything that it was sent. */
  private static RouteBuilder echo(String word) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:echo").routeId("echo").process(exchange -> {
          String all = word + " " + exchange.getMessage().getBody() + " " + exchange.getMessage().getHeaders();
          exchange.getMessage().setHeader("CamelHttpResponseCode", 200);
          exchange.getMessage().setHeader("X-Answer", "yes");
          exchange.getMessage().setBody(all);
        });
        from("direct:quiet").routeId("quiet").to("log:quiet?level=OFF");
      }
    };
  }

  private Outcome send(Function<Message, Step> conversation) {
    return sender.send(new Channel() {
      @Override
      public String name() {
        return "echo";
      }

      @Override
      public boolean repeatable() {
        return true;
      }

      @Override
      public List<String> missingSettings() {
        return List.of();
      }

      @Override
      public Step send(Message message) {
        return conversation.apply(message);
      }
    }, a_downtime().build());
  }

  private static Step ask(String route, Function<Reply, Outcome> then) {
    return Step.askOnce(new Request(route, "POST", "/a/b", "c=d", Map.of("X-Mine", "1"), "body"), then);
  }

  @Test
  void method_path_query_headers_and_body_travel_and_nothing_else() {
    Outcome outcome = send(message -> ask("echo", reply -> Delivered.as(reply.body())));
    assertThat(((Delivered) outcome).reference()).startsWith("first body {").contains(
        "CamelHttpMethod=POST", "CamelHttpPath=/a/b", "CamelHttpQuery=c=d", "X-Mine=1").matches("[^,]*(,[^,]*){3}");
  }

  @Test
  void headers_of_the_answer_are_found_in_any_case() {
    assertThat(send(message -> ask("echo", reply -> Delivered.as(reply.header("x-ANSWER").orElseThrow()))))
        .isEqualTo(Delivered.as("yes"));
  }

  @Test
  void a_route_without_http_that_ends_well_has_succeeded() {
    Step quiet = Step.askOnce(
        new Request("quiet", null, null, null, Map.of(), "x"), reply -> Delivered.as(reply.succeeded() + " " + reply.status()));
    assertThat(send(message -> quiet)).isEqualTo(Delivered.as("true 250"));
  }

  @Test
  void a_conversation_that_does_not_end_is_refused() {
    assertThat(send(RouteSenderTest::forever)).isEqualTo(new Refused("the conversation with echo did not end after 12 requests"));
  }

  private static Step forever(Message message) {
    return Step.ask(new Request("echo", "GET", null, null, Map.of(), null), reply -> forever(message));
  }

  @Test
  void what_cannot_be_said_is_refused_with_its_reason_and_without_addresses() {
    assertThat(send(message -> { throw new IllegalArgumentException("no channel\nat https://x.example/s3cret"); }))
        .isEqualTo(new Refused("no channel at (url)"));
  }

  @Test
  void a_bug_is_refused_with_its_place_and_without_what_it_quotes() {
    assertThat(send(message -> { throw new IllegalStateException("s3cret"); }).toString())
        .contains("IllegalStateException in channel echo at RouteSenderTest.java:").doesNotContain("s3cret");
    assertThat(send(message -> ask("echo", reply -> { throw new NullPointerException("s3cret"); })).label()).isEqualTo("refused");
  }

  @Test
  void a_route_that_was_replaced_is_found() throws Exception {
    assertThat(send(message -> ask("echo", reply -> Delivered.as(reply.body().substring(0, 5))))).isEqualTo(Delivered.as("first"));
    for (String route : List.of("echo", "quiet")) {
      camel.getRouteController().stopRoute(route);
      camel.removeRoute(route);
    }
    camel.addRoutes(echo("other"));
    assertThat(send(message -> ask("echo", reply -> Delivered.as(reply.body().substring(0, 5))))).isEqualTo(Delivered.as("other"));
  }
}
