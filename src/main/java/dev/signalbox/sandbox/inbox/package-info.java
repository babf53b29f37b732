/**
 * The demo's inbox: what the sandbox received, drawn as its receiver would see it. Start with
 * {@link dev.signalbox.sandbox.inbox.SandboxController}. Everything shown was sent by somebody: it is escaped here, and the pages allow
 * no script.
 */
@NullMarked
package dev.signalbox.sandbox.inbox;

import org.jspecify.annotations.NullMarked;
