package dev.signalbox.camel;

import dev.signalbox.oncall.OnCall;

/** The bean behind {@code kamelet:on-call-action}: puts who is on call into the notice. */
public final class OnCallAction {

  private String schedule = "";

  public Notice ask(Notice notice) {
    OnCall onCall = notice.work().onCall(schedule);
    notice.work().assign(notice.change().subject().id(), onCall);
    return notice.with(onCall);
  }

  public void setSchedule(String schedule) {
    this.schedule = schedule;
  }
}
