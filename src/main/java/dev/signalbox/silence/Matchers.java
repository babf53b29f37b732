package dev.signalbox.silence;

import dev.signalbox.incident.Subject;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions that must all be met. */
public record Matchers(List<Matcher> all) {

  private static final int MOST = 20;

  /** @throws IllegalArgumentException if there is none, there are too many, or they would match whatever there is */
  public Matchers {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("there is no matcher; say what it is about, such as server_id=db-7 or rule=sla-breach");
    }
    if (all.size() > MOST) {
      throw new IllegalArgumentException("%d matchers are more than %d; use a pattern such as server_id=~\"db-1|db-2\"".formatted(all.size(), MOST));
    }
    if (all.stream().allMatch(Matcher::takesNothing)) {
      throw new IllegalArgumentException(
          "%s matches whatever there is; say what it is about, such as server_id=db-7".formatted(
              all.stream().map(Matcher::toString).collect(Collectors.joining(", "))));
    }
  }

  /** @param texts each as {@link Matcher#parse} reads it */
  public static Matchers parse(List<String> texts) {
    return new Matchers(texts.stream().map(Matcher::parse).toList());
  }

  public boolean matches(Subject subject) {
    return all.stream().allMatch(one -> one.matches(subject));
  }

  /** Whether they could match something of this rule. */
  public boolean concern(String rule) {
    return all.stream().allMatch(one -> one.concerns(rule));
  }

  @Override
  public String toString() {
    return all.stream().map(Matcher::toString).collect(Collectors.joining(", "));
  }
}
