/**
 * Who is on call. Start at {@link dev.signalbox.oncall.Schedule}: {@code who(t)} is a pure function of the document and
 * the instant; nothing is stored, nothing is counted up. {@link dev.signalbox.oncall.WallClock} is the only place that
 * knows about daylight saving; {@link dev.signalbox.oncall.Handoffs} finds a turn by arithmetic. {@link
 * dev.signalbox.oncall.Rota} is the folder {@code routes/on-call} as a whole. No clock, no database, no framework here.
 */
@NullMarked
package dev.signalbox.oncall;

import org.jspecify.annotations.NullMarked;
