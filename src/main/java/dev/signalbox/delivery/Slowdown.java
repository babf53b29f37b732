package dev.signalbox.delivery;

import java.time.Duration;

/**
 * The other side says that it takes little more.
 *
 * @param apart how far apart two requests should be
 * @param lasting for how long; if it is no longer than {@code apart}, nothing should be asked before then
 */
public record Slowdown(Duration apart, Duration lasting) {

  /** Of deliveries that make so many requests each. */
  public Slowdown of(int requests) {
    Duration all = apart.multipliedBy(Math.max(1, requests));
    return new Slowdown(all.compareTo(lasting) > 0 ? lasting : all, lasting);
  }
}
