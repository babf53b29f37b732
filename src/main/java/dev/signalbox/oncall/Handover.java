package dev.signalbox.oncall;

/** What becomes of the open incidents of whoever goes off call, unless they have acknowledged them. */
public enum Handover {
  /** They stay with whom they fell to; every place that knows of one hears who is on call now. */
  NOTE,
  /** They fall to the first of those who come. */
  REASSIGN,
  /** Nothing. */
  NONE
}
