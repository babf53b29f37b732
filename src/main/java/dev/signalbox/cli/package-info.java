/**
 * The command line. Start at {@link dev.signalbox.cli.Cli}; a command is a class in the list of {@link
 * dev.signalbox.cli.SignalboxCommand}. {@link dev.signalbox.cli.OnCallCommand} reads files alone; {@link
 * dev.signalbox.cli.DeadLettersCommand} and {@link dev.signalbox.cli.IncidentsCommand} speak to a running hub through
 * {@link dev.signalbox.cli.Hub}. None of it starts Spring. Complaints go to stderr, one line each, no stack trace.
 */
@NullMarked
package dev.signalbox.cli;

import org.jspecify.annotations.NullMarked;
