package dev.signalbox;

/** A setting that must not be seen: it prints as dots wherever it is printed, logged or serialised by mistake. */
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "•••";
  }
}
