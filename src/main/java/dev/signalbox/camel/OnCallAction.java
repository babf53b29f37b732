package dev.signalbox.camel;

import dev.signalbox.oncall.OnCall;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.jspecify.annotations.Nullable;

/**
 * The bean behind {@code kamelet:on-call-action}: puts who is on call into the notice, with a level of an escalation if
 * one is named, which the incident then climbs, and assigns the incident to the first person asked. That nobody is on call is an answer too.
 */
public final class OnCallAction implements CamelContextAware {

  private @Nullable CamelContext camel;
  private String schedule = "";
  private String escalation = "";
  private String level = "";
  private String levelColumn = "";
  private String since = "";

  /** Checks the parameters when the route is loaded, with settings in the place of placeholders. */
  public void init() {
    OnCallFiles files = camel == null ? null : camel.getRegistry().findSingleByType(OnCallFiles.class);
    OnCallQuestion question = new OnCallQuestion(schedule, escalation, level, levelColumn, since);
    List<String> problems = question.problems(files == null ? null : files.plan());
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  public Notice ask(Notice notice) {
    OnCall onCall = notice.work().onCall(schedule);
    if (!escalation.isBlank()) {
      onCall = onCall.with(notice.work().level(notice.change(), escalation, number(notice), since));
    }
    notice.work().assign(notice.change().subject().id(), onCall);
    return notice.with(onCall);
  }

  private int number(Notice notice) {
    int usual = level.isBlank() ? 1 : Integer.parseInt(level);
    return levelColumn.isBlank() ? usual : notice.change().subject().row().get(levelColumn)
        .map(String::valueOf).filter(text -> text.matches("[1-9]\\d{0,3}")).map(Integer::valueOf).orElse(usual);
  }

  @Override
  public void setCamelContext(CamelContext camel) {
    this.camel = camel;
  }

  @Override
  public @Nullable CamelContext getCamelContext() {
    return camel;
  }

  public void setSchedule(String schedule) {
    this.schedule = schedule;
  }

  public void setEscalation(String escalation) {
    this.escalation = escalation;
  }

  /** From 1. */
  public void setLevel(String level) {
    this.level = level;
  }

  /** A column of the row, whose number comes before {@code level}. */
  public void setLevelColumn(String levelColumn) {
    this.levelColumn = levelColumn;
  }

  /** A column of the row. */
  public void setSince(String since) {
    this.since = since;
  }
}
