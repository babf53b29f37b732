package dev.signalbox.camel;

import dev.signalbox.incident.Change;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.OnCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body that the steps of a route work on: one thing to tell. A route may ask {@code ${body.key}}, {@code
 * ${body.severity}}, {@code ${body.kind}}, {@code ${body.rule}}, {@code ${body.title}} and {@code ${body.row[column]}}.
 *
 * <p>After {@code kamelet:on-call-action} it may ask {@code ${body.onCall}} too, see {@link OnCall}: {@code
 * ${body.onCall.fallbackUsed}}, {@code ${body.onCall.nextAt}}, {@code ${body.onCall.level.number}}, and of the lists
 * {@code primary}, {@code next}, {@code fallback} and {@code level.people} for example {@code
 * ${body.onCall.primary[0].name}} or {@code ${body.onCall.next.size}}. It may read only. A routing key reads as dots.
 *
 * @param work what a sink adds its delivery to
 * @param onCall null until {@code kamelet:on-call-action} has asked, unless the notice is about somebody who is on call
 */
public record Notice(Change change, UnitOfWork work, @Nullable OnCall onCall) {

  Notice with(OnCall answer) {
    return new Notice(change, work, answer);
  }

  private Subject subject() {
    return change.subject();
  }

  public String getRule() {
    return subject().alert().rule();
  }

  public String getKey() {
    return subject().alert().key();
  }

  public String getSeverity() {
    return subject().severity().label();
  }

  public String getKind() {
    return change.kind().label();
  }

  public String getTitle() {
    return subject().title();
  }

  public Map<String, Object> getRow() {
    return subject().row().columns();
  }

  /** What a log line may say of it. */
  @Override
  public String toString() {
    return change.kind().label() + " " + subject().alert();
  }
}
