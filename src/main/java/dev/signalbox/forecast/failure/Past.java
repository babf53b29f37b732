package dev.signalbox.forecast.failure;

/** One outage of a server as far as it is known. Seconds since 1970. */
final class Past {

  static final long LASTS = Long.MAX_VALUE;

  final long start;
  final boolean planned;
  long end = LASTS;
  String cause = "";

  /** How many servers of the same pool went down within the hour, itself included. */
  int crowd = 1;

  Past(long start, boolean planned) {
    this.start = start;
    this.planned = planned;
  }
}
