package dev.signalbox.channel.jira;

import dev.signalbox.Secret;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Mark;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.TicketChannel;
import dev.signalbox.channel.TicketSeen;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.ticket.TicketMapping;
import dev.signalbox.ticket.TicketMappings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A ticket when an incident opens, put in progress when somebody takes care of it, closed when it ends; the rest of its life
 * is told in comments. See {@link Opening}, {@link Moving} and {@link Telling}.
 */
public final class JiraChannel implements TicketChannel {

  private final JiraSettings settings;
  private final Supplier<TicketMappings> mappings;
  private final Dialect dialect;
  private final JiraAnswers answers;

  /** Without any mapping. */
  public JiraChannel(JiraSettings settings) {
    this(settings, () -> TicketMappings.NONE);
  }

  /** @param mappings as the files are now */
  public JiraChannel(JiraSettings settings, Supplier<TicketMappings> mappings) {
    this.settings = settings;
    this.mappings = mappings;
    this.dialect = Dialect.of(settings.deployment());
    List<Secret> secrets = settings.token() == null ? List.of() : List.of(settings.token());
    this.answers = new JiraAnswers(new HttpOutcomes(secrets));
  }

  @Override
  public String name() {
    return "jira";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public boolean takes(ChangeKind kind) {
    return switch (kind) {
      case ANNOUNCED -> false;
      default -> true;
    };
  }

  @Override
  public List<String> missingSettings() {
    List<String> missing = new ArrayList<>();
    if (settings.url() == null) {
      missing.add("signalbox.jira.url");
    }
    if (settings.token() == null) {
      missing.add("signalbox.jira.token");
    }
    return missing;
  }

  @Override
  public Step send(Message message) {
    return switch (message.delivery().kind()) {
      case ACKNOWLEDGED, REOPENED, RESOLVED -> new Moving(this, message).start();
      case OPENED, ANNOUNCED -> new Opening(this, message).start();
      default -> new Telling(this, message).start();
    };
  }

  @Override
  public Step look(String reference, Instant now, Consumer<TicketSeen> into) {
    return new Reading(this, now).issue(reference, into);
  }

  @Override
  public Step changes(Instant since, @Nullable String page, Instant now, Changes into) {
    return new Reading(this, now).changes(since, page, into);
  }

  JiraSettings settings() {
    return settings;
  }

  Dialect dialect() {
    return dialect;
  }

  JiraAnswers answers() {
    return answers;
  }

  Lookup lookup() {
    return new Lookup(dialect);
  }

  /** The one that the sink names. */
  TicketMapping mapping(Message message) {
    return mappings.get().of(message.option("mapping"));
  }

  NewIssue newIssue(Message message) {
    return new NewIssue(settings, dialect, mapping(message));
  }

  String path(String rest) {
    return dialect.base() + rest;
  }

  /** Under our mark, so that it is known when it comes back. */
  Request comment(String key, String text, Delivery delivery) {
    String body = Json.write(Json.object().set("body", dialect.comment(Mark.under(text, delivery))));
    return Request.json(name(), "POST", path("/issue/" + key + "/comment"), body);
  }

  @Nullable String browse(String key) {
    return Optional.ofNullable(settings.url()).map(url -> url + "/browse/" + key).orElse(null);
  }
}
