package dev.signalbox.camel;

import dev.signalbox.channel.Channel;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.RateLimits;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Slowdown;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/**
 * Carries a channel's conversation through its routes: every request becomes a fresh exchange, so that nothing but the
 * channel's own headers can leave, and what comes back, answer or exception, becomes a reply.
 *
 * <p>Thread-safe, never throws, blocks for as long as the protocol's time-outs allow.
 */
public final class RouteSender implements AutoCloseable {

  /** More than any channel needs; a conversation that does not end is a bug. */
  private static final int LONGEST = 12;

  private static final HttpOutcomes NO_SECRETS = HttpOutcomes.guarding();
  private static final int HTTP_OK = 200;
  private static final int SMTP_OK = 250;

  private final CamelContext camel;
  private final ProducerTemplate template;

  public RouteSender(CamelContext camel) {
    this.camel = camel;
    this.template = camel.createProducerTemplate();
  }

  /** One attempt, however long it takes. */
  public Outcome send(Channel channel, Message message) {
    return send(channel, message, message.now().plus(Duration.ofDays(1)), slowdown -> { });
  }

  /** A conversation that tells nobody anything, such as what {@link Channel#questions} asks. */
  public Outcome ask(Channel channel, Step step) {
    return answered(channel, () -> step, System.nanoTime() + Duration.ofMinutes(1).toNanos(), new RateLimits(Instant.EPOCH));
  }

  /**
   * One attempt.
   *
   * @param until nothing is asked after that: somebody else may have taken the delivery over
   * @param heard see {@link dev.signalbox.delivery.Sender}
   */
  public Outcome send(Channel channel, Message message, Instant until, Consumer<Slowdown> heard) {
    long deadline = System.nanoTime() + Duration.between(message.now(), until).toNanos();
    RateLimits limits = new RateLimits(message.now());
    Outcome outcome = answered(channel, () -> channel.send(message), deadline, limits);
    limits.slowdown().ifPresent(heard);
    return outcome;
  }

  private Outcome answered(Channel channel, Supplier<Step> first, long deadline, RateLimits limits) {
    try {
      return goOn(channel, first.get(), deadline, 0, limits);
    } catch (IllegalArgumentException e) {
      return new Outcome.Refused(NO_SECRETS.excerpt(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // a bug of ours or data nobody thought of; its message may quote anything, so only its place is told
      return new Outcome.Refused(
          "%s in channel %s at %s".formatted(e.getClass().getSimpleName(), channel.name(), place(e)));
    }
  }

  /** A conversation that delivers nothing, however long it takes. */
  Outcome converse(Channel channel, Step first) {
    return goOn(channel, first, System.nanoTime() + Duration.ofMinutes(2).toNanos(), 0, new RateLimits(Instant.EPOCH));
  }

  private Outcome goOn(Channel channel, Step step, long deadline, int asked, RateLimits limits) {
    return step.fold(
        ask -> {
          if (asked == LONGEST) {
            return new Outcome.Refused(
                "the conversation with %s did not end after %d requests".formatted(channel.name(), LONGEST));
          }
          if (System.nanoTime() > deadline) {
            String reason = "the lease ended in the middle of the conversation with " + channel.name();
            return asked == 0 ? Outcome.Deferred.notSent(reason) : Outcome.Deferred.unsure(reason);
          }
          Reply reply = exchange(ask.request());
          limits.read(reply);
          return goOn(channel, ask.then().apply(reply), deadline, asked + 1, limits);
        },
        Step.Done::outcome);
  }

  private static String place(RuntimeException e) {
    for (StackTraceElement frame : e.getStackTrace()) {
      if (frame.getClassName().startsWith("dev.signalbox.")) {
        return frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "an unknown place";
  }

  /** One request outside of any delivery; never throws. */
  public Reply ask(Request request) {
    return exchange(request);
  }

  private Reply exchange(Request request) {
    // the registry is asked each time: a route that was reloaded has a new endpoint
    Endpoint endpoint = camel.getEndpoint("direct:" + request.route() + "?timeout=2000");
    Exchange exchange = endpoint.createExchange(ExchangePattern.InOut);
    org.apache.camel.Message in = exchange.getMessage();
    request.headers().forEach(in::setHeader);
    set(in, Exchange.HTTP_METHOD, request.method());
    set(in, Exchange.HTTP_PATH, request.path());
    set(in, Exchange.HTTP_QUERY, request.query());
    in.setBody(request.body());
    LastAnswer.forget();
    template.send(endpoint, exchange);
    return reply(exchange, request);
  }

  private static void set(org.apache.camel.Message message, String header, Object value) {
    if (value != null) {
      message.setHeader(header, value);
    }
  }

  private static Reply reply(Exchange exchange, Request request) {
    Optional<Reply> noted = LastAnswer.take();
    if (noted.isPresent()) {
      return noted.get();
    }
    if (exchange.getException() != null) {
      return WireFailures.reply(exchange.getException());
    }
    org.apache.camel.Message out = exchange.getMessage();
    Integer status = out.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    if (status == null) {
      return Reply.answered(request.method() == null ? SMTP_OK : HTTP_OK, Map.of(), "");
    }
    Map<String, String> headers = new HashMap<>();
    out.getHeaders().forEach((name, value) -> {
      if (value instanceof String text) {
        headers.put(name, text);
      }
    });
    String body = out.getBody(String.class);
    return Reply.answered(status, headers, body == null ? "" : body);
  }

  @Override
  public void close() {
    template.stop();
  }
}
