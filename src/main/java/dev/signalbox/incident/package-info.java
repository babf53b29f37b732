/**
 * What is wrong, and since when: alerts, incidents and the {@link dev.signalbox.incident.Reconciler} that turns the rows
 * of a poll into changes. Start reading there. Plain Java: no framework, no clock, no JDBC may enter; time comes in as an
 * {@link java.time.Instant}.
 */
@NullMarked
package dev.signalbox.incident;

import org.jspecify.annotations.NullMarked;
