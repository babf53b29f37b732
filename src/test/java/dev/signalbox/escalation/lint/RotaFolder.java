package dev.signalbox.escalation.lint;

import dev.signalbox.escalation.OnCallPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A folder {@code on-call} for a test, and what is found in it. */
final class RotaFolder {

  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z"); // a Monday

  private final Path folder;
  private final Map<String, String> unread = new TreeMap<>();
  private Optional<Subject.Rules> rules = Optional.empty();
  private Optional<OnCallPlan> before = Optional.empty();
  private Duration ahead = Duration.ofDays(14);

  RotaFolder(Path folder) {
    this.folder = folder;
    people("people: {anna: {mail: a@example.com}, ben: {mail: b@example.com}, cleo: {mail: c@example.com}}");
  }

  RotaFolder people(String yaml) {
    return write("people.yaml", yaml);
  }

  RotaFolder schedules(String yaml) {
    return write("schedules.yaml", yaml);
  }

  RotaFolder escalations(String yaml) {
    return write("escalations.yaml", yaml);
  }

  RotaFolder unread(String... schedules) {
    List.of(schedules).forEach(schedule -> unread.put(schedule, ""));
    return this;
  }

  RotaFolder rules(Set<String> schedules, Need... needs) {
    rules = Optional.of(new Subject.Rules(List.of(needs), schedules));
    return this;
  }

  RotaFolder before(OnCallPlan plan) {
    before = Optional.of(plan);
    return this;
  }

  RotaFolder days(int days) {
    ahead = Duration.ofDays(days);
    return this;
  }

  private RotaFolder write(String file, String yaml) {
    try {
      Files.writeString(folder.resolve(file), yaml);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OnCallPlan plan() {
    return OnCallPlan.ofFolder(folder);
  }

  OnCallAccount account(Instant at) {
    OnCallPlan plan = plan();
    return OnCallLint.of(new Subject(plan, plan, unread, rules, before, at, ahead));
  }

  OnCallAccount account() {
    return account(NOW);
  }

  /** {@code kind file:line: message}, in order. */
  List<String> findings() {
    return account().findings().stream().map(this::line).toList();
  }

  List<String> faults() {
    return account().faults().stream().map(this::line).toList();
  }

  private String line(OnCallFinding finding) {
    return finding.kind().label() + " " + finding.toString().replace(folder + "/", "");
  }
}
