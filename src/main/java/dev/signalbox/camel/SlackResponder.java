package dev.signalbox.camel;

import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.slack.Ephemeral;
import dev.signalbox.channel.slack.ResponseUrl;
import dev.signalbox.inbound.Answers;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whoever pressed a button, for that person's eyes only. */
public final class SlackResponder implements Answers {

  private static final Logger LOG = LoggerFactory.getLogger(SlackResponder.class);

  private final RouteSender sender;
  private final String home;
  private final Consumer<String> counter;

  /**
   * @param home where answers may go, see {@link ResponseUrl#within}
   * @param counter told of every answer in a word: {@code answered}, {@code unanswered} or {@code response_url_ignored}
   */
  public SlackResponder(RouteSender sender, String home, Consumer<String> counter) {
    this.sender = sender;
    this.home = home;
    this.counter = counter;
  }

  @Override
  public void answer(Heard heard, String words) {
    if (heard.replyTo() == null) {
      return;
    }
    Optional<String> url = ResponseUrl.within(home, heard.replyTo().reveal());
    if (url.isEmpty()) {
      counter.accept("response_url_ignored");
      return;
    }
    Reply reply = sender.ask(Ephemeral.to(url.get(), sentence(words)));
    counter.accept(reply.succeeded() ? "answered" : "unanswered");
    if (!reply.succeeded()) {
      LOG.atInfo().addKeyValue("status", reply.status()).addKeyValue("failure", reply.failure()).log("the presser of a button got no answer");
    }
  }

  private static String sentence(String words) {
    String said = words.replaceFirst("^nothing: ", "nothing was done: ").replace('_', ' ');
    return said.isEmpty() ? "Done." : said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1) + (said.endsWith(".") ? "" : ".");
  }
}
