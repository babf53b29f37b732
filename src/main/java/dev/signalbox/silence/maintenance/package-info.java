/**
 * Windows in which trouble is expected, from {@code routes/maintenance.yaml} or a change calendar. Start at {@link
 * dev.signalbox.silence.maintenance.MaintenancePlan}. Plain Java.
 */
@NullMarked
package dev.signalbox.silence.maintenance;

import org.jspecify.annotations.NullMarked;
