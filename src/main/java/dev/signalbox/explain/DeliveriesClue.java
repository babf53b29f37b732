package dev.signalbox.explain;

import dev.signalbox.delivery.Deliveries;
import dev.signalbox.delivery.Deliveries.View;
import dev.signalbox.explain.Explanation.Line;
import dev.signalbox.incident.Incident;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every delivery with its answer. */
final class DeliveriesClue implements Clue {

  private final Deliveries deliveries;

  DeliveriesClue(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Override
  public String title() {
    return "Deliveries";
  }

  @Override
  public List<Line> lines(Question question) {
    return owed(question).stream().map(view -> new Line(view.createdAt(), line(view))).toList();
  }

  /** Who was told and who was not, place by place. */
  String summary(Question question) {
    Map<String, View> first = new LinkedHashMap<>();
    for (View view : owed(question)) {
      first.merge(place(view), view, (one, other) -> one.status().equals("sent") ? one : other);
    }
    String told = places(first, "sent");
    if (first.isEmpty()) {
      return "Nobody was told: " + whyNothing(question);
    }
    String waiting = places(first, "pending");
    String dead = places(first, "dead");
    String suppressed = places(first, "suppressed");
    return ((told.isEmpty() ? "Nobody was told yet." : "Told: " + told + ".")
        + (waiting.isEmpty() ? "" : " Still to be told: " + waiting + ".")
        + (dead.isEmpty() ? "" : " Not told, it is a dead letter: " + dead + ".")
        + (suppressed.isEmpty() ? "" : " Not told: " + suppressed + "."));
  }

  private static String whyNothing(Question question) {
    Incident incident = question.incident().orElseThrow();
    if (incident.held() != null) {
      return "it was held back.";
    }
    return incident.over() && incident.openedAt().equals(incident.resolvedAt())
        ? "the row was over already when its rule was polled for the first time."
        : "no step of the rule's route owed a notice to anybody.";
  }

  private List<View> owed(Question question) {
    return question.incident().stream()
        .flatMap(incident -> deliveries.of(incident.id()).stream())
        .filter(view -> !view.createdAt().isAfter(question.at()))
        .toList();
  }

  private static String places(Map<String, View> first, String status) {
    return first.entrySet().stream()
        .filter(entry -> entry.getValue().status().equals(status))
        .map(entry -> status.equals("sent") || entry.getValue().lastError() == null
            ? entry.getKey() : "%s (%s)".formatted(entry.getKey(), words(entry.getValue().lastError())))
        .collect(Collectors.joining(", "));
  }

  private static String place(View view) {
    return view.address().isEmpty() ? view.channel() : view.channel() + " " + view.address();
  }

  private static String line(View view) {
    String what = "%s: %s%s".formatted(place(view), view.kind(), view.group() == null ? "" : " together with others");
    return switch (view.status()) {
      case "sent" -> "%s, sent %s%s%s".formatted(
          what, Times.utc(view.sentAt() == null ? view.createdAt() : view.sentAt()), attempts(view),
          view.reference() == null ? "" : ", known there as " + view.reference());
      case "dead" -> "%s, given up%s: %s".formatted(what, attempts(view), words(view.lastError()));
      case "suppressed" -> "%s, not sent: %s".formatted(what, words(view.lastError()));
      default -> "%s, waits%s%s%s".formatted(
          what, view.dueAt() == null ? "" : " until " + Times.utc(view.dueAt()), attempts(view),
          view.lastError() == null ? "" : ", the last answer: " + words(view.lastError()));
    };
  }

  private static String attempts(View view) {
    return view.attempts() <= 1 ? "" : " after %d attempts".formatted(view.attempts());
  }

  private static String words(@Nullable String reason) {
    return reason == null ? "no reason recorded" : reason.matches("[a-z_]+") ? reason.replace('_', ' ') : reason;
  }
}
