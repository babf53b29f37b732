package dev.signalbox.inbound;

import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.channel.TicketSeen;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.delivery.Ticket;
import dev.signalbox.delivery.Ticket.Category;
import dev.signalbox.delivery.Ticket.Look;
import dev.signalbox.delivery.Tickets;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Status;
import dev.signalbox.oncall.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did elsewhere, done to the incident here, from where every other place hears it. An incident that is in
 * that state already is left alone, which also ends loops: what we told another system comes back as news that is none.
 * What we wrote ourselves never comes this far, a {@link dev.signalbox.channel.Hook} knows its own words.
 */
public final class IncidentResponse implements Response {

  private static final Duration A_NAP = Duration.ofHours(1);
  private static final Duration LONGEST_NAP = Duration.ofDays(7);
  private static final Set<String> TICKETS = Set.of("jira", "servicenow");
  private static final Set<Deed> STATES = EnumSet.of(Deed.REOPENED, Deed.IN_PROGRESS, Deed.RESOLVED);
  private static final int MOST_REOPENED = 3;
  private static final Pattern DURATION = Pattern.compile("(\\d{1,3})([mhd])");

  private final IncidentStore incidents;
  private final Deliveries deliveries;
  private final Tickets tickets;
  private final TicketReader reader;
  private final CurrentPlan onCall;
  private final Wishes wishes;
  private final Together together;
  private final Clock clock;

  public IncidentResponse(
      IncidentStore incidents, Deliveries deliveries, Tickets tickets, TicketReader reader, CurrentPlan onCall, Wishes wishes,
      Together together, Clock clock) {
    this.incidents = incidents;
    this.deliveries = deliveries;
    this.tickets = tickets;
    this.reader = reader;
    this.onCall = onCall;
    this.wishes = wishes;
    this.together = together;
    this.clock = clock;
  }

  @Override
  public String to(Heard heard) {
    if (heard.deed() == Deed.CHANGED) {
      return reread(heard);
    }
    Optional<Incident> incident = incident(heard.incident(), heard.channel(), heard.reference());
    if (incident.isEmpty()) {
      return toGroup(heard);
    }
    if (heard.comment() != null && tickets.knows(heard.channel(), heard.comment())) {
      return "nothing: it was heard before";
    }
    Optional<Ticket> ticket = Optional.ofNullable(heard.reference()).flatMap(name -> tickets.find(heard.channel(), name));
    if (ticket.filter(one -> known(one, heard.deed())).isPresent()) {
      return "nothing: the ticket is known to be so";
    }
    Instant now = clock.instant();
    String result = incident.get().over() ? afterwards(incident.get(), heard) : respond(incident.get(), heard);
    ticket.ifPresent(before -> remember(before, heard, now));
    if (heard.comment() != null) {
      tickets.heard(heard.channel(), heard.comment(), incident.get().id());
    }
    return result;
  }

  /** Whoever answers a message about many answers for each of them that is not over. */
  private String toGroup(Heard heard) {
    List<Incident> members = heard.incident() == null ? List.of()
        : deliveries.members(heard.incident()).stream().flatMap(id -> incidents.find(id).stream()).toList();
    if (members.isEmpty()) {
      return "nothing: it is not about an incident of ours";
    }
    if (heard.deed() == Deed.TICKET_WANTED) {
      return "nothing: a ticket belongs to one incident";
    }
    List<String> results = members.stream().map(member -> respond(member, heard)).toList();
    List<String> nothing = results.stream().filter(result -> result.startsWith("nothing")).toList();
    if (nothing.size() == members.size()) {
      return nothing.get(0); // an echo of what all of them heard of before
    }
    if (heard.deed() == Deed.ACKNOWLEDGED) {
      together.acknowledged(
          members.stream().map(Incident::id).toList(), "Acknowledged by %s %s".formatted(name(heard.doer(), heard.channel()), said(heard)));
    }
    return "%s, of a group of %d".formatted(heard.deed().label(), members.size());
  }

  private Optional<Incident> incident(@Nullable UUID named, String channel, @Nullable String reference) {
    return Optional.ofNullable(named)
        .or(() -> Optional.ofNullable(reference).flatMap(name -> deliveries.incidentOf(channel, name)))
        .flatMap(incidents::find);
  }

  private static boolean known(Ticket ticket, Deed deed) {
    return STATES.contains(deed) && TicketNews.deed(ticket.look().category()) == deed;
  }

  /** The call is not to be believed, or does not say enough: the ticket is read, and what differs from before is the news. */
  private String reread(Heard heard) {
    String reference = String.valueOf(heard.reference());
    Instant now = clock.instant();
    Optional<TicketSeen> seen = reader.read(heard.channel(), reference);
    if (seen.isEmpty()) {
      return "nothing: the ticket is gone, hidden or none of ours";
    }
    Optional<Incident> incident = incident(seen.get().incident(), heard.channel(), seen.get().reference());
    if (incident.isEmpty()) {
      return "nothing: it is not about an incident of ours";
    }
    return compare(incident.get().id(), seen.get(), now);
  }

  private String compare(UUID incident, TicketSeen seen, Instant now) {
    String assignee = seen.assignee() == null ? null : name(seen.assignee(), seen.channel());
    Look look = new Look(seen.category(), seen.state(), assignee, null);
    List<String> results = new ArrayList<>();
    Optional<Ticket> before = tickets.find(seen.channel(), seen.reference());
    before.ifPresent(known -> TicketNews.of(incident, seen, known, assignee).forEach(news -> results.add(to(news))));
    tickets.saw(new Ticket(incident, seen.channel(), seen.reference(), seen.url(), look, now, now, now));
    return results.isEmpty() ? "nothing: nothing of it is new" : String.join("; ", results);
  }

  /** Only of what was told: a webhook says what changed and not what the rest looks like. */
  private void remember(Ticket before, Heard heard, Instant now) {
    Look look = switch (heard.deed()) {
      case REOPENED -> new Look(Category.NEW, heard.text(), before.look().assignee(), null);
      case IN_PROGRESS -> new Look(Category.IN_PROGRESS, heard.text(), before.look().assignee(), null);
      case RESOLVED -> new Look(Category.DONE, heard.text(), before.look().assignee(), null);
      case ASSIGNED -> new Look(before.look().category(), before.look().state(), assignee(heard), null);
      default -> before.look();
    };
    tickets.saw(new Ticket(
        before.incident(), before.channel(), before.reference(), before.url(), look, before.createdAt(), now, now));
  }

  /** Nothing changes any more, and nobody is told; words are kept. */
  private String afterwards(Incident incident, Heard heard) {
    if (heard.deed() != Deed.COMMENTED) {
      return "nothing: the incident is over";
    }
    incidents.note(incident.id(), name(heard.doer(), heard.channel()), said(heard));
    return heard.deed().label();
  }

  private static String said(Heard heard) {
    return "in " + heard.channel() + (heard.text().isEmpty() ? "" : ": " + heard.text());
  }

  private String respond(Incident incident, Heard heard) {
    UUID id = incident.id();
    String by = name(heard.doer(), heard.channel());
    String via = said(heard);
    switch (heard.deed()) {
      case ACKNOWLEDGED, IN_PROGRESS -> {
        if (incident.status() == Status.ACKNOWLEDGED) {
          incidents.acknowledge(id, by, via); // the acknowledgement holds from now on: something was done
          return "nothing: it is acknowledged already";
        }
        incidents.acknowledge(id, by, via);
      }
      case UNACKNOWLEDGED -> incidents.unacknowledge(id, by, via);
      case RESOLVED -> {
        return over(incident, heard, by, via);
      }
      case CLOSED -> {
        return contradict(incident, heard, by, via);
      }
      case SNOOZED -> incidents.snooze(id, by, clock.instant().plus(nap(heard.text())), "in " + heard.channel());
      case ASSIGNED -> incidents.assign(id, assignee(heard), by, "in " + heard.channel(), heard.channel());
      case COMMENTED -> incidents.comment(id, by, via, heard.channel());
      case ESCALATION_WANTED -> {
        return wishes.escalate(incident, by, via);
      }
      case TICKET_WANTED -> {
        return wishes.ticket(incident);
      }
      case TICKET_DELETED -> incidents.comment(id, by, "deleted the ticket " + via, heard.channel());
      default -> incidents.note(id, by, heard.deed().label().replace('_', ' ') + " " + via);
    }
    return heard.deed().label();
  }

  /**
   * Whoever resolves a page or presses the button has decided. A ticket may be closed for many reasons, and a page by a time
   * limit, while the row is still there: the database is right, and the other side is told so. Something that closes it again
   * and again is left alone.
   */
  private String over(Incident incident, Heard heard, String by, String via) {
    if (!TICKETS.contains(heard.channel())) {
      incidents.resolve(incident.id(), by, via);
      return heard.deed().label();
    }
    if (heard.reference() != null && replaced(incident.id(), heard.channel(), heard.reference())) {
      incidents.note(incident.id(), by, "closed an earlier ticket " + via);
      return heard.deed().label();
    }
    return contradict(incident, heard, by, via);
  }

  private String contradict(Incident incident, Heard heard, String by, String via) {
    long reopened = deliveries.of(incident.id()).stream()
        .filter(view -> view.channel().equals(heard.channel()) && view.kind().equals(ChangeKind.REOPENED.label())).count();
    if (reopened >= MOST_REOPENED) {
      incidents.note(incident.id(), by, "closed it again " + via);
      return "nothing: it was reopened %d times already".formatted(reopened);
    }
    incidents.contradict(incident.id(), heard.channel(), by,
        "Closed by %s %s, but the trouble is still there.".formatted(by, via));
    return "contradicted";
  }

  /** Whether another ticket has taken the place of this one. */
  private boolean replaced(UUID incident, String channel, String reference) {
    List<Ticket> all = tickets.of(List.of(incident)).stream().filter(ticket -> ticket.channel().equals(channel)).toList();
    return all.stream().anyMatch(ticket -> ticket.reference().equals(reference))
        && !all.get(all.size() - 1).reference().equals(reference);
  }

  private @Nullable String assignee(Heard heard) {
    return heard.assignee() == null ? null : name(heard.assignee(), heard.channel());
  }

  /**
   * The person of people.yaml whom that system knows by that id, else the name that the system gives; where that is also the
   * name of one of ours, it says where it is from.
   */
  private String name(Doer doer, String channel) {
    Map<String, Person> people = onCall.now().rota().people();
    return Familiar.of(people, doer, channel).map(Person::name).orElseGet(() -> doer.name().isEmpty() ? channel
        : people.containsKey(doer.name()) ? "%s (%s)".formatted(doer.name(), channel) : doer.name());
  }

  private static Duration nap(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return A_NAP;
    }
    long number = Long.parseLong(matcher.group(1));
    Duration asked = switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
    return asked.compareTo(LONGEST_NAP) > 0 ? LONGEST_NAP : asked;
  }
}
