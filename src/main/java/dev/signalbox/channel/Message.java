package dev.signalbox.channel;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Document;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a channel may say about one delivery.
 *
 * @param onCall who was on call when it was owed; null if the rule did not ask
 * @param recipient the one person whom it is for, as people.yaml has that person now; null if it is for no one person
 * @param remark why it goes where it goes, if somebody stands in or was left out; null if there is nothing to say
 * @param options the sink's parameters, for example {@code project} of {@code jira-ticket-sink}
 * @param document what an announcement says in full, or an incident beside its facts; null where there is no more to say
 * @param console where people find the console, without a slash at its end; null if {@code signalbox.base-url} is unset
 * @param now the instant of this attempt, database time
 * @param text what the rule's template says beside the title, lines of plain text; null where there is no template
 * @param picture of the incident, as the other side has it already; null if it has none
 */
public record Message(
    Delivery delivery,
    @Nullable OnCall onCall,
    @Nullable Person recipient,
    @Nullable String remark,
    Map<String, String> options,
    @Nullable Document document,
    @Nullable String console,
    Instant now,
    @Nullable String text,
    @Nullable HostedPicture picture) {

  /** Without a picture. */
  public Message(
      Delivery delivery,
      @Nullable OnCall onCall,
      @Nullable Person recipient,
      @Nullable String remark,
      Map<String, String> options,
      @Nullable Document document,
      @Nullable String console,
      Instant now,
      @Nullable String text) {
    this(delivery, onCall, recipient, remark, options, document, console, now, text, null);
  }

  /** In the default wording. */
  public Message(
      Delivery delivery,
      @Nullable OnCall onCall,
      @Nullable Person recipient,
      @Nullable String remark,
      Map<String, String> options,
      @Nullable Document document,
      @Nullable String console,
      Instant now) {
    this(delivery, onCall, recipient, remark, options, document, console, now, null);
  }

  /** The column of a row that says where its runbook is. */
  public static final String RUNBOOK = "runbook_url";

  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\\p{Cntrl}<>\"'`|\\\\^{}@]+");

  public Subject subject() {
    return delivery.subject();
  }

  /** The same with a picture that the other side has. */
  public Message with(@Nullable HostedPicture hosted) {
    return new Message(delivery, onCall, recipient, remark, options, document, console, now, text, hosted);
  }

  /** The same, told as the news of another delivery. */
  public Message as(Delivery told) {
    return new Message(told, onCall, recipient, remark, options, document, console, now, text, picture);
  }

  /** Whether the document says it all; else it stands below the facts. */
  public boolean inFull() {
    return document != null && delivery.kind() == ChangeKind.ANNOUNCED;
  }

  /** The subject's page in the console; null where no address of the console is known. */
  public @Nullable String link() {
    return link(subject().path());
  }

  /** A page of the console; null for none, and where no address of the console is known. */
  public @Nullable String link(@Nullable String path) {
    return console == null || path == null ? null : console + path;
  }

  /** Where to read on: the console, the runbook, the ticket, as far as they are known. */
  public List<Link> links() {
    List<Link> links = new ArrayList<>();
    if (link() != null) {
      links.add(new Link(link(), "Open in Signalbox"));
    }
    runbook().ifPresent(url -> links.add(new Link(url, "Runbook")));
    Optional.ofNullable(delivery.ticket()).filter(Message::isAddress).ifPresent(url -> links.add(new Link(url, "Ticket")));
    return links;
  }

  /** What to do about it: the column {@code runbook_url} of the row, else the sink's parameter {@code runbook}. */
  public Optional<String> runbook() {
    return Stream.of(subject().row().get(RUNBOOK).map(String::valueOf).orElse(""), option("runbook"))
        .map(String::strip).filter(Message::isAddress).findFirst();
  }

  /** Whether something from outside may become a link: http or https, nothing that breaks out of one, not too long. */
  static boolean isAddress(String text) {
    return text.length() <= 1000 && ADDRESS.matcher(text).matches();
  }

  /** A parameter of the sink, stripped; empty if it was left out. */
  public String option(String name) {
    String value = options.get(name);
    return value == null ? "" : value.strip();
  }
}
