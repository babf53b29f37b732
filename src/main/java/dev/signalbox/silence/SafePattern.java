package dev.signalbox.silence;

import java.util.Arrays;
import java.util.List;

/**
 * A regular expression that matches a whole text. All its ways are followed at once instead of one after the other, so no
 * expression is slow: the time is the length of the text times the length of the expression, which are both bounded. What
 * cannot be done so (backreferences, looking ahead or behind) is refused.
 */
final class SafePattern {

  /** A longer text matches nothing. */
  static final int LONGEST_TEXT = 4_096;

  private final List<PatternReader.Step> program;

  private SafePattern(List<PatternReader.Step> program) {
    this.program = program;
  }

  /** @throws IllegalArgumentException with the end of a sentence, for what is no expression or too large a one */
  static SafePattern of(String expression) {
    return new SafePattern(new PatternReader(expression).read());
  }

  boolean matches(String text) {
    if (text.length() > LONGEST_TEXT) {
      return false;
    }
    Ways ways = new Ways();
    Ways next = new Ways();
    ways.add(0);
    for (int at = 0; at < text.length(); ) {
      if (ways.count == 0) {
        return false;
      }
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      next.clear();
      for (int i = 0; i < ways.count; i++) {
        PatternReader.Step step = program.get(ways.steps[i]);
        if (step.takes() != null && step.takes().test(character)) {
          next.add(ways.steps[i] + 1);
        }
      }
      Ways done = ways;
      ways = next;
      next = done;
    }
    return ways.end;
  }

  /** Where in the program the expression may be after the text so far. */
  private final class Ways {
    private final int[] steps = new int[program.size()];
    private final boolean[] there = new boolean[program.size() + 1];
    private final int[] open = new int[2 * program.size() + 2];
    private int count;
    private boolean end;

    void clear() {
      count = 0;
      end = false;
      Arrays.fill(there, false);
    }

    void add(int first) {
      int waiting = 0;
      open[waiting++] = first;
      while (waiting > 0) {
        int at = open[--waiting];
        if (there[at]) {
          continue;
        }
        there[at] = true;
        if (at == program.size()) {
          end = true;
        } else if (program.get(at).takes() != null) {
          steps[count++] = at;
        } else {
          open[waiting++] = program.get(at).one();
          open[waiting++] = program.get(at).other();
        }
      }
    }
  }
}
