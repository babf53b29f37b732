/**
 * The command line. {@link dev.signalbox.cli.DeadLettersCommand} and {@link dev.signalbox.cli.IncidentsCommand} speak
 * to a running hub through {@link dev.signalbox.cli.Hub}; none of it starts Spring.
 */
@NullMarked
package dev.signalbox.cli;

import org.jspecify.annotations.NullMarked;
