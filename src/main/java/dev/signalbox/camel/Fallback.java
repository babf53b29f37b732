package dev.signalbox.camel;

import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Text;
import dev.signalbox.delivery.ChannelLog;
import dev.signalbox.delivery.StandIns;
import dev.signalbox.delivery.StandIns.StandIn;
import dev.signalbox.delivery.StandIns.Stranded;
import dev.signalbox.incident.Severity;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where urgent notices go while their channel is down: of a person, the next channel that this person prefers; else what the
 * sink names as its {@code fallback}, then the hub's; else whoever is on call, on a channel of their own; else the last resort.
 */
public final class Fallback {

  private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);
  private static final int AT_ONCE = 500;
  private static final List<String> WHATEVER_WORKS = List.of("slack", "mail", "pagerduty");
  private static final Map<String, String> NAMES =
      Map.of("slack", "Slack", "pagerduty", "PagerDuty", "jira", "Jira", "servicenow", "ServiceNow");

  private final StandIns standIns;
  private final ChannelLog log;
  private final Map<String, Channel> channels;
  private final Supplier<Rota> rota;
  private final Duration downFor;
  private final List<Place> configured;

  /**
   * A channel and an address on it.
   *
   * @param person null for nobody's own
   */
  public record Place(String channel, String address, @Nullable String person) {

    /**
     * As a setting or a sink names it: {@code mail:ops@example.com}, {@code slack:ops-backup}, {@code pagerduty}.
     */
    public static Place of(String text) {
      int colon = text.indexOf(':');
      return colon < 0 ? new Place(text.strip(), "", null) : new Place(text.substring(0, colon).strip(), text.substring(colon + 1).strip(), null);
    }
  }

  /**
   * @param downFor how long a channel is waited for
   * @param configured for what belongs to no person, best first
   */
  public Fallback(
      StandIns standIns, ChannelLog log, Map<String, Channel> channels, Supplier<Rota> rota, Duration downFor, List<Place> configured) {
    this.standIns = standIns;
    this.log = log;
    this.channels = Map.copyOf(channels);
    this.rota = rota;
    this.downFor = downFor;
    this.configured = List.copyOf(configured);
  }

  /**
   * Looks once.
   *
   * @return whether anything new is owed
   */
  public boolean look() {
    List<Stranded> stranded = standIns.stranded(downFor, Severity.ERROR, AT_ONCE);
    Map<String, ChannelLog.Standing> standings = new HashMap<>();
    List<StandIn> found = new ArrayList<>();
    Set<UUID> hopeless = new LinkedHashSet<>();
    for (Stranded one : stranded) {
      Context context;
      try {
        context = Context.read(one.context());
      } catch (IllegalArgumentException e) {
        hopeless.add(one.delivery()); // its own channel says what is wrong with it
        continue;
      }
      List<Place> places = places(one, context).toList();
      boolean down = standings.computeIfAbsent(one.channel(), log::standing).probation();
      places.stream().filter(place -> standings.computeIfAbsent(place.channel(), log::standing).reaches(place.address())).findFirst()
          .ifPresentOrElse(place -> found.add(standIn(one, context, place, down)), () -> {
            if (places.stream().allMatch(place -> place.channel().equals(one.channel()))) {
              hopeless.add(one.delivery());
            }
          });
    }
    found.forEach(one -> LOG.atWarn().addKeyValue("delivery", one.of()).addKeyValue("channel", one.channel())
        .log("its channel is down, so it goes elsewhere too"));
    standIns.add(found);
    if (!hopeless.isEmpty()) {
      LOG.atError().addKeyValue("deliveries", hopeless).log("their channel is down and there is nobody else to tell; set signalbox.delivery.fallback");
      standIns.hopeless(hopeless);
    }
    return !found.isEmpty();
  }

  private Stream<Place> places(Stranded one, Context context) {
    String severity = one.severity().label();
    Stream<Place> own = Stream.ofNullable(context.recipient())
        .flatMap(name -> Stream.ofNullable(rota.get().people().get(name))).flatMap(person -> of(person, severity));
    Stream<Place> sink = Stream.ofNullable(context.options().get("fallback")).filter(text -> !text.isBlank()).map(Place::of);
    Stream<Place> onCall = Stream.ofNullable(context.onCall()).map(OnCall::asked).flatMap(List::stream).flatMap(person -> of(person, severity));
    return Stream.of(own, sink, configured.stream().limit(1), onCall, configured.stream().skip(1)).flatMap(places -> places)
        .filter(place -> channels.containsKey(place.channel()) && channels.get(place.channel()).missingSettings().isEmpty())
        .filter(place -> !place.channel().equals(one.channel()) || !place.address().equals(one.address()));
  }

  private Stream<Place> of(Person person, String severity) {
    return Stream.concat(person.channels(severity).stream(), WHATEVER_WORKS.stream())
        .distinct()
        .flatMap(name -> Optional.ofNullable(channels.get(name)).flatMap(channel -> channel.addressOf(person)).stream()
            .filter(address -> !address.isEmpty() || person.channels(severity).contains(name))
            .map(address -> new Place(name, address, person.name())));
  }

  /** @param down whether that is all of its channel, and not this address alone */
  private StandIn standIn(Stranded one, Context context, Place place, boolean down) {
    String to = place.person() == null ? place.address() : place.person();
    String why = "%s instead of %s%s: %s".formatted(
        (to.isEmpty() ? "" : to + " by ") + named(place.channel()),
        named(one.channel()) + (one.address().isEmpty() ? "" : " (" + one.address() + ")"),
        down ? ": " + named(one.channel()) + " is down" : ", which fails", Text.line(one.trouble(), 200));
    String remark = context.remark() == null ? why : why + "; " + context.remark();
    return new StandIn(one.delivery(), place.channel(), place.address(), Context.write(context.onCall(), context.options(), place.person(), remark));
  }

  private static String named(String channel) {
    return NAMES.getOrDefault(channel, channel);
  }
}
