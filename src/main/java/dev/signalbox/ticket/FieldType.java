package dev.signalbox.ticket;

import java.util.Locale;

/** What form a system wants the value of a field in. ServiceNow wants text everywhere. */
public enum FieldType {
  TEXT,
  NUMBER,
  /** A day, {@code 2026-03-01}, in UTC. */
  DATE,
  /** One of a list that an administrator made. */
  OPTION,
  /** Several of such a list. */
  OPTIONS,
  /** Something that Jira knows by its name: a priority, a resolution. */
  NAME,
  /** Several such things: components, versions. */
  NAMES,
  LABELS,
  /** A person, by the id that the ticket system has for that person or by the name in people.yaml. */
  USER,
  /** Text with paragraphs: the Atlassian Document Format on Cloud, plain text elsewhere. */
  DOCUMENT;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a field of this form holds several values. */
  public boolean many() {
    return this == OPTIONS || this == NAMES || this == LABELS;
  }
}
