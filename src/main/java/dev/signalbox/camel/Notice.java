package dev.signalbox.camel;

import dev.signalbox.incident.Change;
import dev.signalbox.incident.Incident;
import dev.signalbox.oncall.OnCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body that a rule's route works on: one thing to tell. A route may ask {@code ${body.key}}, {@code ${body.severity}},
 * {@code ${body.kind}}, {@code ${body.rule}}, {@code ${body.title}} and {@code ${body.row[column]}}.
 *
 * <p>After {@code kamelet:on-call-action} it may ask {@code ${body.onCall}} too, see {@link OnCall}: {@code
 * ${body.onCall.fallbackUsed}}, {@code ${body.onCall.nextAt}}, {@code ${body.onCall.level.number}}, and of the lists
 * {@code primary}, {@code next}, {@code fallback} and {@code level.people} for example {@code
 * ${body.onCall.primary[0].name}} or {@code ${body.onCall.next.size}}. It may read only. A routing key reads as dots.
 *
 * @param poll the unit of work that a sink adds its delivery to
 * @param onCall null until {@code kamelet:on-call-action} has asked
 */
public record Notice(Change change, Poll poll, @Nullable OnCall onCall) {

  Notice with(OnCall answer) {
    return new Notice(change, poll, answer);
  }

  private Incident incident() {
    return change.incident();
  }

  public String getRule() {
    return incident().alert().rule();
  }

  public String getKey() {
    return incident().alert().key();
  }

  public String getSeverity() {
    return incident().severity().label();
  }

  public String getKind() {
    return change.kind().label();
  }

  public String getTitle() {
    return incident().title();
  }

  public Map<String, Object> getRow() {
    return incident().row().columns();
  }

  /** What a log line may say of it. */
  @Override
  public String toString() {
    return change.kind().label() + " " + incident().alert();
  }
}
