/**
 * The outside world in one process, for the demo, the tests and the benchmark: stand-ins for Slack, PagerDuty, Jira and
 * ServiceNow behind one HTTP port, and a real SMTP server. Start with {@link dev.signalbox.sandbox.Sandbox}; what was sent is
 * in the {@link dev.signalbox.sandbox.Ledger}, how to make it fail in {@link dev.signalbox.sandbox.Faults}.
 * {@link dev.signalbox.sandbox.Demo} puts a database and the hub beside it. Nobody imports this package, and it is not in the
 * production jar.
 */
@NullMarked
package dev.signalbox.sandbox;

import org.jspecify.annotations.NullMarked;
