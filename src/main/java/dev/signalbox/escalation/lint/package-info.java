/**
 * What will go wrong on call, said before it does: gaps, levels that reach nobody, people without the id that a channel
 * needs, edits that deal turns anew. Start at {@link dev.signalbox.escalation.lint.OnCallLint}: a pure function of the
 * plan, of what the rules ask for, and of the time that is looked at. In a running hub {@link
 * dev.signalbox.escalation.lint.OnCallFindings} is what everybody asks.
 */
@NullMarked
package dev.signalbox.escalation.lint;

import org.jspecify.annotations.NullMarked;
