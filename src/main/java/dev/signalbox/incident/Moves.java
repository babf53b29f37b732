package dev.signalbox.incident;

import java.util.ArrayList;
import java.util.List;

/** What a poll has decided to write and has not handed over yet. */
final class Moves {

  private List<Move> moves = new ArrayList<>();

  void add(Move move) {
    moves.add(move);
  }

  void addAll(List<Move> more) {
    moves.addAll(more);
  }

  /** What came since the last call. */
  List<Move> take() {
    List<Move> taken = moves;
    moves = new ArrayList<>();
    return taken;
  }
}
