package dev.signalbox.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what a channel would be told of a row, as the command {@code render} does. Nothing is sent, and secrets read as dots. */
public interface Rehearsals {

  /** Those that can be asked for. */
  List<String> channels();

  /**
   * @param row JSON, an object of columns
   * @param to where on the channel; null: where the rule leads
   * @param kind {@code opened}, {@code resolved} …
   * @return the requests, one after the other
   * @throws Refusal in one sentence
   */
  String of(String rule, String row, String channel, @Nullable String to, String kind);
}
