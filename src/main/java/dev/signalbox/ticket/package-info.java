/**
 * What a team's tickets look like: the files under {@code routes/tickets}, strictly read. Start with {@link
 * dev.signalbox.ticket.TicketMapping}. Pure; may use {@code document} and {@code incident}.
 */
@NullMarked
package dev.signalbox.ticket;

import org.jspecify.annotations.NullMarked;
