package dev.signalbox.camel;

import dev.signalbox.oncall.OnCall;

/** The bean behind {@code kamelet:on-call-action}: puts who is on call into the notice. */
public final class OnCallAction {

  private String schedule = "";

  public Notice ask(Notice notice) {
    OnCall onCall = notice.poll().onCall(schedule);
    if (!onCall.primary().isEmpty()) {
      notice.poll().assign(notice.change().incident().id(), onCall.primary().get(0).name());
    }
    return notice.with(onCall);
  }

  public void setSchedule(String schedule) {
    this.schedule = schedule;
  }
}
