package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.Replacement;

/** Overrides in a few words, with people's names. */
record Phrases(Cast cast) {

  /** For a bar: {@code Ben Okafor for Anna Lindqvist}. */
  String shortly(Replacement what) {
    return switch (what.kind()) {
      case SET -> cast.called(what.names());
      case ADD -> "+ " + cast.called(what.names());
      case REMOVE -> "without " + cast.called(what.replaces());
      case REPLACE -> cast.called(what.names()) + " for " + cast.called(what.replaces());
    };
  }

  /** {@code Ben Okafor instead of Anna Lindqvist}. */
  String told(Replacement what) {
    return switch (what.kind()) {
      case SET -> cast.called(what.names()) + " instead of everybody";
      case ADD -> cast.called(what.names()) + " as well";
      case REMOVE -> cast.called(what.replaces()) + " is off call";
      case REPLACE -> cast.called(what.names()) + " instead of " + cast.called(what.replaces());
    };
  }
}
