package dev.signalbox.silence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a program of a regular expression: literals, {@code .}, classes, groups, {@code |}, {@code * + ? {n,m}}, {@code \d
 * \w \s} and their opposites, {@code (?i)} at the beginning. Greed has no meaning, since only whole texts match.
 */
final class PatternReader {

  private static final int LONGEST = 500;
  private static final int MOST_STEPS = 1_000;
  private static final int DEEPEST = 50;
  private static final String SPECIAL = "\\.[]{}()*+?|^$";

  private final String text;
  private int at;
  private int depth;
  private boolean anyCase;

  /**
   * @param takes a character, and goes on to the next step; null for a step that goes on at two others at once
   * @param one as {@code other}, a step of the program; its size is the end
   */
  record Step(@Nullable IntPredicate takes, int one, int other) {}

  /** A program under construction: jumps are relative to the step that jumps, so that it can be put anywhere. */
  private record Piece(List<Step> steps) {

    static final Piece NOTHING = new Piece(List.of());

    static Piece taking(IntPredicate takes) {
      return new Piece(List.of(new Step(takes, 0, 0)));
    }

    Piece then(Piece next) {
      List<Step> all = new ArrayList<>(steps);
      all.addAll(next.steps);
      if (all.size() > MOST_STEPS) {
        throw new IllegalArgumentException("it is too large when its repetitions are written out; make it simpler");
      }
      return new Piece(all);
    }

    Piece or(Piece other) {
      int mine = steps.size();
      return jump(1, mine + 2).then(this).then(jump(other.steps.size() + 1, other.steps.size() + 1)).then(other);
    }

    Piece maybe() {
      return jump(1, steps.size() + 1).then(this);
    }

    Piece atLeastOnce() {
      return then(jump(-steps.size(), 1));
    }

    Piece anyNumber() {
      return steps.isEmpty() ? this : atLeastOnce().maybe();
    }

    private static Piece jump(int one, int other) {
      return new Piece(List.of(new Step(null, one, other)));
    }
  }

  PatternReader(String text) {
    this.text = text;
  }

  List<Step> read() {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("it has %d characters, more than %d; make it simpler".formatted(text.length(), LONGEST));
    }
    anyCase = taken("(?i)");
    taken("^"); // it is always the whole text
    Piece whole = alternatives();
    if (at < text.length()) {
      throw wrong("the ')' at position %d closes nothing".formatted(at + 1));
    }
    List<Step> program = new ArrayList<>();
    for (int i = 0; i < whole.steps.size(); i++) {
      Step step = whole.steps.get(i);
      program.add(step.takes() != null ? step : new Step(null, i + step.one(), i + step.other()));
    }
    return program;
  }

  private Piece alternatives() {
    Piece all = sequence();
    while (taken("|")) {
      all = all.or(sequence());
    }
    return all;
  }

  private Piece sequence() {
    Piece all = Piece.NOTHING;
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
      if (text.charAt(at) == '$' && at == text.length() - 1 && depth == 0) {
        at++;
      } else {
        all = all.then(repeated(one()));
      }
    }
    return all;
  }

  private Piece repeated(Piece one) {
    Piece many = one;
    if (taken("*")) {
      many = one.anyNumber();
    } else if (taken("+")) {
      many = one.steps.isEmpty() ? one : one.atLeastOnce();
    } else if (taken("?")) {
      many = one.maybe();
    } else if (at < text.length() && text.charAt(at) == '{') {
      many = counted(one);
    } else {
      return one;
    }
    taken("?");
    if (at < text.length() && "*+?{".indexOf(text.charAt(at)) >= 0) {
      throw wrong("position %d repeats a repetition; put the first one into (…)".formatted(at + 1));
    }
    return many;
  }

  private Piece counted(Piece one) {
    int end = text.indexOf('}', at);
    String inside = end < 0 ? "" : text.substring(at + 1, end);
    if (!inside.matches("\\d{1,3}(,(\\d{1,3})?)?")) {
      throw wrong("the '{' at position %d is no repetition such as {2,5}; write \\{ for the character".formatted(at + 1));
    }
    at = end + 1;
    int comma = inside.indexOf(',');
    int least = Integer.parseInt(comma < 0 ? inside : inside.substring(0, comma));
    boolean endless = comma == inside.length() - 1;
    int most = comma < 0 ? least : endless ? least : Integer.parseInt(inside.substring(comma + 1));
    if (most < least) {
      throw wrong("{%s} asks for more than it allows; exchange the two".formatted(inside));
    }
    Piece all = Piece.NOTHING;
    for (int i = 0; i < least; i++) {
      all = all.then(one);
    }
    for (int i = least; i < most; i++) {
      all = all.then(one.maybe());
    }
    return endless ? all.then(one.anyNumber()) : all;
  }

  private Piece one() {
    char c = text.charAt(at);
    switch (c) {
      case '(':
        return group();
      case '[':
        at++;
        return Piece.taking(characterClass());
      case '.':
        at++;
        return Piece.taking(any -> true);
      case '\\':
        at++;
        return Piece.taking(escaped());
      case '*', '+', '?', '{':
        throw wrong("the '%s' at position %d repeats nothing; write \\%s for the character".formatted(c, at + 1, c));
      case '^', '$':
        throw wrong("the '%s' at position %d is not needed, it is always the whole value; leave it out".formatted(c, at + 1));
      default:
        return Piece.taking(same(character()));
    }
  }

  private Piece group() {
    int begun = at;
    at++;
    if (taken("?") && !taken(":")) {
      throw wrong("the group at position %d looks ahead, behind or has a name, which silences do not know".formatted(begun + 1));
    }
    if (++depth > DEEPEST) {
      throw wrong("it has more than %d groups in each other; make it simpler".formatted(DEEPEST));
    }
    Piece inside = alternatives();
    if (!taken(")")) {
      throw wrong("the '(' at position %d is not closed; write \\( for the character".formatted(begun + 1));
    }
    depth--;
    return inside;
  }

  private IntPredicate characterClass() {
    int begun = at;
    boolean not = taken("^");
    IntPredicate any = none -> false;
    boolean first = true;
    while (at < text.length() && (first || text.charAt(at) != ']')) {
      first = false;
      if (text.charAt(at) == '[' || text.startsWith("&&", at)) {
        throw wrong("'%s' at position %d has no meaning within […]; write it with \\".formatted(text.charAt(at), at + 1));
      }
      if (text.charAt(at) == '\\' && at + 1 < text.length() && "dDwWsS".indexOf(text.charAt(at + 1)) >= 0) {
        at++;
        any = any.or(escaped());
      } else {
        int from = member();
        boolean range = at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
        at += range ? 1 : 0;
        int to = range ? member() : from;
        if (to < from) {
          throw wrong("the range that ends at position %d is the wrong way round; exchange its ends".formatted(at));
        }
        any = any.or(between(from, to));
      }
    }
    if (!taken("]")) {
      throw wrong("the '[' at position %d is not closed; write \\[ for the character".formatted(begun));
    }
    return not ? any.negate() : any;
  }

  private int member() {
    return taken("\\") ? literal() : character();
  }

  private IntPredicate escaped() {
    if (at < text.length()) {
      char c = text.charAt(at);
      IntPredicate known = switch (Character.toLowerCase(c)) {
        case 'd' -> digit -> digit >= '0' && digit <= '9';
        case 'w' -> word -> word < 128 && (Character.isLetterOrDigit(word) || word == '_');
        case 's' -> blank -> " \t\n\r\f\u000B".indexOf(blank) >= 0;
        default -> null;
      };
      if (known != null) {
        at++;
        return Character.isUpperCase(c) ? known.negate() : known;
      }
    }
    return same(literal());
  }

  /** A character after a backslash. */
  private int literal() {
    if (at >= text.length()) {
      throw wrong("it ends with a backslash; write \\\\ for the character");
    }
    char c = text.charAt(at);
    if (c == 't' || c == 'n' || c == 'r') {
      at++;
      return c == 't' ? '\t' : c == 'n' ? '\n' : '\r';
    }
    if (Character.isDigit(c)) {
      throw wrong("\\%s at position %d refers to a group, which silences do not know".formatted(c, at));
    }
    if (SPECIAL.indexOf(c) < 0 && Character.isLetterOrDigit(c)) {
      throw wrong("\\%s at position %d is unknown; there are \\d \\w \\s \\D \\W \\S \\t \\n \\r".formatted(c, at));
    }
    return character();
  }

  private int character() {
    int character = text.codePointAt(at);
    at += Character.charCount(character);
    return character;
  }

  private IntPredicate same(int character) {
    return between(character, character);
  }

  private IntPredicate between(int from, int to) {
    IntPredicate exact = c -> c >= from && c <= to;
    return anyCase
        ? c -> exact.test(c) || exact.test(Character.toLowerCase(c)) || exact.test(Character.toUpperCase(c))
        : exact;
  }

  private boolean taken(String expected) {
    boolean there = text.startsWith(expected, at);
    at += there ? expected.length() : 0;
    return there;
  }

  private static IllegalArgumentException wrong(String sentence) {
    return new IllegalArgumentException(sentence);
  }
}
