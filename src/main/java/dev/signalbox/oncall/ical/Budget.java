package dev.signalbox.oncall.ical;

/** How much work a text may ask for, whoever wrote it. */
final class Budget {

  private long left;

  Budget(long left) {
    this.left = left;
  }

  /** @return whether there was as much left; if not, nothing is spent, and something cheaper may still be done */
  boolean spend(long work) {
    if (work > left) {
      return false;
    }
    left -= work;
    return true;
  }
}
