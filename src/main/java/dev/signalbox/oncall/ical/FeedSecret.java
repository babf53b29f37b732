package dev.signalbox.oncall.ical;

/**
 * What the addresses of feeds are signed with. Whoever has an address reads that feed, so it must not be possible to
 * make one up, nor to make one of another.
 */
@FunctionalInterface
public interface FeedSecret {

  /**
   * 32 random bytes, made when they are first asked for: the same ones on every replica, also when two ask at once.
   * Once they are deleted from where they are kept, others are made, and no address given out before opens anything.
   */
  byte[] value();
}
