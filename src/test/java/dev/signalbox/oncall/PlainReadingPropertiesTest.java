package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.PlainReading.Away;
import dev.signalbox.oncall.PlainReading.Change;
import dev.signalbox.oncall.PlainReading.Handoff;
import dev.signalbox.oncall.PlainReading.Hours;
import dev.signalbox.oncall.PlainReading.PlainLayer;
import dev.signalbox.oncall.PlainReading.Turns;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The engine against {@link PlainReading}: schedules with everything in them, around the clock changes of all zones. */
class PlainReadingPropertiesTest {

  private static final List<String> ZONES =
      ZoneId.getAvailableZoneIds().stream().filter(id -> !id.startsWith("Etc/")).sorted().toList();
  private static final List<String> ODD = List.of(
      "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo", "America/St_Johns",
      "America/Havana", "Africa/Casablanca", "Europe/Berlin", "America/New_York", "Antarctica/Troll", "America/Nuuk");
  private static final List<List<String>> ENTRIES =
      List.of(List.of("anna"), List.of("ben"), List.of("cleo"), List.of("ben", "dora"), List.of(), List.of("eli"));

  @Property(tries = 300)
  void the_engine_answers_as_the_semantics_read(@ForAll long seed) {
    Random random = new Random(seed);
    ZoneId zone = zone(random);
    Instant around = nearAChange(zone, random);
    PlainReading plain = plain(random, zone, around);
    Schedule schedule = Schedules.of(plain.yaml());

    List<Instant> asked = new ArrayList<>(plain.worthAsking(around));
    IntStream.range(0, 25).forEach(i -> asked.add(around.plusSeconds(random.nextInt(2_000_000) - 1_000_000)));
    for (Instant at : asked) {
      assertThat(schedule.who(at)).as("at %s of%n%s", at, plain.yaml()).isEqualTo(plain.who(at));
    }
    for (Shift shift : schedule.shifts(around.minusSeconds(400_000), around.plusSeconds(400_000))) {
      assertThat(plain.who(shift.start())).as("the shift from %s of%n%s", shift.start(), plain.yaml()).isEqualTo(shift.participants());
      assertThat(plain.who(shift.end().minusSeconds(1))).as("the shift until %s of%n%s", shift.end(), plain.yaml())
          .isEqualTo(shift.participants());
    }
  }

  private static PlainReading plain(Random random, ZoneId zone, Instant around) {
    LocalDateTime near = LocalDateTime.ofInstant(around, zone).truncatedTo(ChronoUnit.MINUTES);
    return new PlainReading(
        zone,
        some(random, 1, 3, i -> layer(random, i, random.nextInt(4) == 0 ? zone(random) : zone, near)),
        some(random, 0, 2, i -> away(random, near)),
        some(random, 0, 2, i -> near.toLocalDate().plusDays(random.nextInt(7) - 3L)),
        some(random, 0, 4, i -> change(random, near)),
        random.nextInt(3) == 0 ? "boss" : null);
  }

  private static PlainLayer layer(Random random, int position, ZoneId zone, LocalDateTime near) {
    LocalDateTime start = random.nextInt(5) == 0 ? near.minusHours(random.nextInt(200)) : null;
    LocalDateTime end = random.nextInt(5) == 0 ? near.plusHours(random.nextInt(200)) : null;
    return new PlainLayer(random.nextInt(3) == 0 ? 1 : position + 1, zone, start, end, turns(random, near),
        some(random, 0, 2, i -> hours(random)), List.of("ignore", "ignore", "skip", "only").get(random.nextInt(4)));
  }

  private static Turns turns(Random random, LocalDateTime near) {
    String type = List.of("hourly", "daily", "weekly", "monthly").get(random.nextInt(4));
    int every = 1 + random.nextInt(type.equals("hourly") ? 26 : 3);
    LocalDateTime start = near.minusDays(random.nextInt(type.equals("monthly") ? 400 : 40)).toLocalDate().atTime(time(random));
    boolean ownHandoff = !type.equals("hourly") && random.nextBoolean();
    Handoff handoff = ownHandoff
        ? new Handoff(DayOfWeek.of(1 + random.nextInt(7)), 1 + random.nextInt(31), time(random))
        : null;
    Set<DayOfWeek> days = type.equals("daily") && random.nextBoolean() ? days(random) : Set.of();
    return new Turns(type, every, start, handoff, days, some(random, 1, 4, i -> ENTRIES.get(random.nextInt(ENTRIES.size()))));
  }

  private static Hours hours(Random random) {
    return random.nextBoolean()
        ? new Hours(days(random), null, null, time(random), time(random))
        : new Hours(Set.of(), DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)), time(random), time(random));
  }

  private static Away away(Random random, LocalDateTime near) {
    LocalDateTime start = near.plusMinutes(15L * (random.nextInt(1000) - 500));
    return new Away(List.of("anna", "ben", "cleo").get(random.nextInt(3)), start, start.plusMinutes(15L * random.nextInt(800)));
  }

  private static Change change(Random random, LocalDateTime near) {
    LocalDateTime start = near.plusMinutes(15L * (random.nextInt(200) - 100));
    String type = List.of("set", "add", "remove", "replace").get(random.nextInt(4));
    String replaces = type.equals("remove") || type.equals("replace") ? List.of("anna", "ben", "cleo", "zoe").get(random.nextInt(4)) : null;
    List<String> participants = type.equals("set") && random.nextInt(3) == 0 ? List.of() : List.of("zoe");
    return new Change(start, start.plusMinutes(15L * random.nextInt(200)), type, participants, replaces);
  }

  private static Set<DayOfWeek> days(Random random) {
    EnumSet<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
    IntStream.range(0, random.nextInt(4)).forEach(i -> days.add(DayOfWeek.of(1 + random.nextInt(7))));
    return days;
  }

  /** Mostly at night, when the clocks change. */
  private static LocalTime time(Random random) {
    return LocalTime.of(random.nextInt(random.nextBoolean() ? 4 : 24), 15 * random.nextInt(4));
  }

  private static <T> List<T> some(Random random, int least, int most, IntFunction<T> one) {
    return IntStream.range(0, least + random.nextInt(most - least + 1)).mapToObj(one).toList();
  }

  private static ZoneId zone(Random random) {
    List<String> from = random.nextBoolean() ? ODD : ZONES;
    return ZoneId.of(from.get(random.nextInt(from.size())));
  }

  private static Instant nearAChange(ZoneId zone, Random random) {
    Instant somewhere = Instant.parse("1995-01-01T00:00:00Z").plusSeconds(random.nextInt(40 * 365) * 86_400L);
    ZoneOffsetTransition change = zone.getRules().previousTransition(somewhere);
    return change == null || change.getInstant().isBefore(Instant.parse("1970-01-02T00:00:00Z")) ? somewhere : change.getInstant();
  }
}
