package dev.signalbox.incident;

/**
 * One thing that one rule watches, for example {@code repeated-downtime/srv-042}. Compared byte for byte: no case
 * folding, no Unicode normalisation.
 *
 * @param rule the rule's id, kebab-case; renaming a rule orphans its open incidents
 * @param key the value of the rule's key column(s), several joined by {@code |}
 */
public record AlertKey(String rule, String key) {
  @Override
  public String toString() {
    return rule + "/" + key;
  }
}
