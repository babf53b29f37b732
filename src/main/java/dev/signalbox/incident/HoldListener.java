package dev.signalbox.incident;

/** Hears how much a poll held back; called once the poll has committed. */
public interface HoldListener {

  /** @param count incidents that this reason began to hold in this poll */
  void held(String rule, Reason reason, int count);

  /** @param count incidents that nothing holds any more */
  void released(String rule, int count);
}
