/**
 * The command line. Start at {@link dev.signalbox.cli.Cli}; a command is a class in the list of {@link
 * dev.signalbox.cli.SignalboxCommand}. Commands that need no database start no Spring. Answers go to stdout as JSON,
 * complaints to stderr, one line each, never a stack trace.
 */
@NullMarked
package dev.signalbox.cli;

import org.jspecify.annotations.NullMarked;
