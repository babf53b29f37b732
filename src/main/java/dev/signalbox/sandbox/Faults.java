package dev.signalbox.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is to go wrong, and how often. The first rule that matches decides. {@code *} stands for every system or operation.
 * Thread-safe; chances are drawn from a fixed seed.
 */
public final class Faults {

  /** @param times how often it still happens; -1 for always */
  public record Rule(String system, String operation, Fault fault, int times, double probability) {}

  private static final class Live {
    private final Rule rule;
    private final AtomicInteger left;

    private Live(Rule rule) {
      this.rule = rule;
      this.left = new AtomicInteger(rule.times());
    }

    private boolean strikes(Random chance) {
      if (rule.probability() < 1 && chance.nextDouble() >= rule.probability()) {
        return false;
      }
      return rule.times() < 0 || left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
  }

  private static final int REMEMBERED = 1000;

  /** When something went wrong as it was told to. */
  public record Struck(Instant at, String system, String operation) {}

  private final ConcurrentLinkedDeque<Struck> struck = new ConcurrentLinkedDeque<>();
  private final List<Live> rules = new CopyOnWriteArrayList<>();
  private final Random chance = new Random(42);

  public void next(int times, String system, String operation, Fault fault) {
    rules.add(new Live(new Rule(system, operation, fault, times, 1)));
  }

  public void always(String system, String operation, Fault fault) {
    rules.add(new Live(new Rule(system, operation, fault, -1, 1)));
  }

  /** @param probability 0 to 1, for each request */
  public void sometimes(double probability, String system, String operation, Fault fault) {
    rules.add(new Live(new Rule(system, operation, fault, -1, probability)));
  }

  /** @param times -1 for always */
  public void add(KnownFault known, int times) {
    add(new Rule(known.system(), known.operation(), known.fault(), times, 1));
  }

  public void add(Rule rule) {
    rules.add(new Live(rule));
  }

  public void clear() {
    rules.clear();
  }

  public void clear(String system) {
    rules.removeIf(live -> live.rule.system().equals(system));
  }

  /** What went wrong at this system, oldest first; of all systems the last thousand are remembered. */
  public List<Struck> struck(String system) {
    return struck.stream().filter(one -> one.system().equals(system)).toList();
  }

  /** Those that can still strike, in the order in which they are asked. */
  public List<Rule> active() {
    return rules.stream()
        .filter(live -> live.rule.times() < 0 || live.left.get() > 0)
        .map(live -> new Rule(
            live.rule.system(), live.rule.operation(), live.rule.fault(), live.left.get(), live.rule.probability()))
        .toList();
  }

  Optional<Fault> draw(String system, String operation) {
    return draw(system, operation, true);
  }

  /** @param whatever whether a rule for every operation means this one too */
  Optional<Fault> draw(String system, String operation, boolean whatever) {
    for (Live live : rules) {
      boolean meant = live.rule.operation().equals(operation) || whatever && live.rule.operation().equals("*");
      if (matches(live.rule.system(), system) && meant && live.strikes(chance)) {
        struck.addLast(new Struck(Instant.now(), system, operation));
        while (struck.size() > REMEMBERED) {
          struck.pollFirst();
        }
        return Optional.of(live.rule.fault());
      }
    }
    return Optional.empty();
  }

  private static boolean matches(String pattern, String name) {
    return pattern.equals("*") || pattern.equals(name);
  }
}
