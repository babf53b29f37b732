package dev.signalbox.ladder;

import dev.signalbox.delivery.Audience;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.delivery.Outbox.News;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import dev.signalbox.oncall.Handover;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The shift has changed: what is open and taken care of by nobody is handed over, or everybody hears who is on call now, as
 * the schedule says. What is compared is who was on call at the last look, so it happens once for each change, and a hub
 * that was down sees one change from those before to those now. In a gap nobody takes over; whoever comes after it does.
 */
public final class Relief {

  private final Duty duty;
  private final Outbox outbox;
  private final Audience audience;
  private final Function<OnCall, String> json;

  /** @param json who is on call, as {@link News#onCall} */
  public Relief(Duty duty, Outbox outbox, Audience audience, Function<OnCall, String> json) {
    this.duty = duty;
    this.outbox = outbox;
    this.audience = audience;
    this.json = json;
  }

  /** One look, in the caller's transaction; two at the same time must be kept apart by the caller. */
  public void look(Rota rota, Instant now) {
    Map<String, SortedSet<String>> known = duty.known();
    for (String name : rota.schedules()) {
      Schedule schedule = rota.schedule(name);
      SortedSet<String> people = schedule.who(now);
      SortedSet<String> before = known.get(name);
      if (people.isEmpty() || people.equals(before)) {
        continue;
      }
      duty.now(name, people, now);
      if (before != null && schedule.handover() != Handover.NONE) {
        SortedSet<String> leaving = new TreeSet<>(before);
        leaving.removeAll(people);
        handOver(rota, schedule, leaving, rota.onCallOrNobody(name, now));
      }
    }
  }

  private void handOver(Rota rota, Schedule schedule, SortedSet<String> leaving, OnCall onCall) {
    if (leaving.isEmpty()) {
      return;
    }
    boolean reassign = schedule.handover() == Handover.REASSIGN;
    String from = ClimbWords.names(rota.people(leaving));
    String to = ClimbWords.names(reassign ? onCall.primary().subList(0, 1) : onCall.primary());
    String remark = reassign
        ? "From %s to %s, who is on call for %s now".formatted(from, to, schedule.name())
        : "On call for %s is %s now; it stays with whom it fell to".formatted(schedule.name(), to);
    Instant now = onCall.at();
    List<Incident> handed = duty.handOver(
        schedule.name(), leaving, reassign ? onCall.primary().get(0).name() : null, remark, now);
    ChangeKind kind = reassign ? ChangeKind.HANDED_OVER : ChangeKind.NOTED;
    String context = json.apply(onCall);
    List<News> news = handed.stream().filter(incident -> incident.held() == null)
        .map(incident -> new News(incident.id(), Reason.SHIFT_CHANGED, now, remark, context)).toList();
    outbox.tell(news, kind, audience.of(kind));
  }
}
