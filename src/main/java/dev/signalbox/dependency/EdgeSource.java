package dev.signalbox.dependency;

import java.util.List;

/** Asks watched databases what stands behind what. */
@FunctionalInterface
public interface EdgeSource {

  /** @param warnings rows that are left out, each with its reason */
  record Reading(List<Edge> edges, List<String> warnings) {}

  /** @throws Failure with a reason that may be shown, if there is no answer */
  Reading read(EdgeQuery query);

  /** Why there is no answer, in words without secrets. */
  final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String reason) {
      super(reason, null, false, false);
    }

    public String reason() {
      return String.valueOf(getMessage());
    }
  }
}
