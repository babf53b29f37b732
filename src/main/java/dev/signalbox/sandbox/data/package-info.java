/**
 * PostgreSQL without installing it, and something to watch in it: {@link dev.signalbox.sandbox.data.DemoDatabase} for the demo,
 * {@link dev.signalbox.sandbox.data.Databases} for tests. {@link dev.signalbox.sandbox.data.DemoData} writes months of plausible
 * history, {@link dev.signalbox.sandbox.data.DemoLife} goes on from there.
 */
@NullMarked
package dev.signalbox.sandbox.data;

import org.jspecify.annotations.NullMarked;
