/**
 * Those who come on call are told, with what they find open. Start at {@link dev.signalbox.handoff.HandoffNotices};
 * {@link dev.signalbox.handoff.DueHandoff} decides when, as a pure function of a schedule and the instant. No clock, no
 * database, no Camel here.
 */
@NullMarked
package dev.signalbox.handoff;

import org.jspecify.annotations.NullMarked;
