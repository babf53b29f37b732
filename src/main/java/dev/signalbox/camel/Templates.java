package dev.signalbox.camel;

import dev.signalbox.channel.Message;
import dev.signalbox.channel.template.Template;
import dev.signalbox.channel.template.Template.Broken;
import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.DeadLetters;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a message into the words of its rule's template, or of {@code default.ftl}; a message about many incidents into those of
 * {@code <rule>.group.ftl} or {@code default.group.ftl}, since they have no one row. One that stumbles costs nobody the message:
 * it goes out in the default wording, and one dead letter says why.
 */
public final class Templates implements UnaryOperator<Message> {

  private static final Logger LOG = LoggerFactory.getLogger(Templates.class);
  private static final Pattern FILE = Pattern.compile("([a-z0-9][a-z0-9-]{0,63}(?:\\.group)?)\\.ftl");
  private static final String DEFAULT = "default";
  private static final int REMEMBERED = 1000;

  private final FolderFiles<Template> files;
  private final DeadLetters letters;
  private final Clock clock;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  public Templates(FolderFiles<Template> files, DeadLetters letters, Clock clock) {
    this.files = files;
    this.letters = letters;
    this.clock = clock;
  }

  public static FolderFiles<Template> files(Path routes) {
    return new FolderFiles<>(routes.resolve("templates"), FILE, Template::read);
  }

  @Override
  public Message apply(Message message) {
    String many = message.delivery().tellsOfMany() ? Template.GROUP : "";
    String rule = message.subject().alert().rule();
    String name = (files.get(rule + many).isPresent() ? rule : DEFAULT) + many;
    Optional<Template> template = files.get(name);
    if (template.isEmpty()) {
      return message;
    }
    try {
      return template.get().render(message);
    } catch (Broken e) {
      record(rule, "templates/" + name + ".ftl: " + e.getMessage());
      return message;
    }
  }

  /** Once: the store keeps one of a kind, and this process asks it once. */
  private void record(String rule, String reason) {
    if (said.size() > REMEMBERED) {
      said.clear();
    }
    if (!said.add(rule + " " + reason)) {
      return;
    }
    LOG.atError().addKeyValue("rule", rule).addKeyValue("reason", reason).log("told in the default wording, because the template stumbled");
    try {
      letters.bury(new DeadLetter(
          UUID.randomUUID(), clock.instant(), "row", rule, null, null, null, null, "told in the default wording", reason, 1, "dead"));
    } catch (RuntimeException e) {
      said.remove(rule + " " + reason); // the store is away: with the next message
    }
  }
}
