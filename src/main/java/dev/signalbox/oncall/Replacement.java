package dev.signalbox.oncall;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An override: for an interval it changes who is on call, whatever the layers say, also where they say nobody.
 *
 * @param names who comes; the {@code participant} of the document
 * @param replaces who goes
 */
public record Replacement(Interval during, Kind kind, List<String> names, List<String> replaces) {

  /** How it changes the result of the overrides before it in the list. */
  public enum Kind {
    /** Everybody goes; nobody may come, which leaves nobody. */
    SET {
      @Override
      void apply(Set<String> onCall, Collection<String> names, Collection<String> replaces) {
        onCall.clear();
        onCall.addAll(names);
      }
    },
    ADD {
      @Override
      void apply(Set<String> onCall, Collection<String> names, Collection<String> replaces) {
        onCall.addAll(names);
      }
    },
    REMOVE {
      @Override
      void apply(Set<String> onCall, Collection<String> names, Collection<String> replaces) {
        replaces.forEach(onCall::remove);
      }
    },
    /** Only if the one replaced is on call then. */
    REPLACE {
      @Override
      void apply(Set<String> onCall, Collection<String> names, Collection<String> replaces) {
        if (onCall.containsAll(replaces)) {
          replaces.forEach(onCall::remove);
          onCall.addAll(names);
        }
      }
    };

    abstract void apply(Set<String> onCall, Collection<String> names, Collection<String> replaces);

    /** As a document writes it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind that a document writes so; empty if it is none. */
    public static Optional<Kind> of(String label) {
      return Stream.of(values()).filter(kind -> kind.label().equals(label)).findFirst();
    }

    /** Whether somebody comes, so that {@code participant} has a meaning. */
    public boolean comes() {
      return this != REMOVE;
    }

    /** Whether somebody goes who has to be named, so that {@code replaces} has a meaning. */
    public boolean goes() {
      return this == REMOVE || this == REPLACE;
    }
  }

  void apply(Set<String> onCall) {
    kind.apply(onCall, names, replaces);
  }
}
