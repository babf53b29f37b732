package dev.signalbox.explain;

import dev.signalbox.delivery.Deliveries;
import dev.signalbox.explain.Explanation.Line;
import dev.signalbox.explain.Explanation.Section;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers the question of the morning after: why was I paged, and why was I not. */
public final class Explainer {

  /** How far back the incidents of one alert are looked through for the one of an instant. */
  private static final int INCIDENTS = 200;

  private final IncidentStore incidents;
  private final Facts facts;
  private final Clock clock;
  private final List<Clue> clues;
  private final DeliveriesClue deliveries;

  /** @param more what else can keep a notice back: silences, groups, policies */
  public Explainer(IncidentStore incidents, Deliveries deliveries, Facts facts, Clock clock, List<Clue> more) {
    this.incidents = incidents;
    this.facts = facts;
    this.clock = clock;
    this.deliveries = new DeliveriesClue(deliveries);
    List<Clue> own = List.of(
        new EvidenceClue(), new PollsClue(facts), new RefusedClue(facts), new StoryClue(incidents),
        new ComingsClue(incidents), new ParentClue(incidents), new AskedClue(facts));
    this.clues = Stream.of(own, more, List.<Clue>of(this.deliveries)).flatMap(List::stream).toList();
  }

  /** @return empty if there is no such incident */
  public Optional<Explanation> incident(UUID id) {
    return incidents.find(id).map(incident -> explain(new Question(incident.alert(), clock.instant(), Optional.of(incident))));
  }

  /**
   * @param at the instant asked for; null for now
   */
  public Explanation alert(String rule, String key, @Nullable Instant at) {
    Instant when = at == null ? clock.instant() : at;
    Optional<Incident> incident = incidents.list(null, rule, key, INCIDENTS, 0).stream()
        .filter(one -> !one.openedAt().isAfter(when))
        .findFirst();
    return explain(new Question(new AlertKey(rule, key), when, incident));
  }

  private Explanation explain(Question question) {
    List<Section> sections = new ArrayList<>();
    for (Clue clue : clues) {
      List<Line> lines = clue.lines(question);
      if (!lines.isEmpty()) {
        sections.add(new Section(clue.title(), lines));
      }
    }
    AlertKey alert = question.alert();
    return new Explanation(
        alert.rule(), alert.key(), question.at(), question.incident().map(Incident::id).orElse(null),
        answer(question), sections);
  }

  private String answer(Question question) {
    if (question.incident().isEmpty()) {
      return "Nobody was told: %s had no incident of %s by then. %s".formatted(
          question.alert().rule(), question.alert().key(), nothing(question)).strip();
    }
    Incident incident = question.incident().get();
    String told = deliveries.summary(question);
    if (question.over()) {
      return "%s The incident was over by then, since %s.".formatted(told, Times.utc(incident.resolvedAt()));
    }
    return incident.held() == null ? told
        : "%s Held back since %s: %s.".formatted(told, Times.utc(incident.held().since()), incident.held().hold());
  }

  /** Why there is no incident. */
  private String nothing(Question question) {
    String rule = question.alert().rule();
    if (!facts.refused(rule, question.alert().key(), question.at(), 1).isEmpty()) {
      return "A row with this key could not be read, see the dead letters.";
    }
    List<Facts.PollRun> polls = facts.polls(rule, question.at(), 1);
    if (polls.isEmpty()) {
      return "The rule had not been polled by then: is its file there, and is the name spelled as its route's id?";
    }
    Facts.PollRun last = polls.get(0);
    return last.ok()
        ? "The query was answered, and the row was not among its rows, or was over when the rule was polled for the first time."
        : "The poll failed: %s".formatted(last.error());
  }
}
