/**
 * What other systems tell us. Start at {@link dev.signalbox.inbound.Listener}: a call was stored before it was answered
 * ({@link dev.signalbox.inbound.Inbox}), now it is read and acted upon. May use {@code channel} and what that may use; no
 * HTTP, no database, no framework here.
 */
@NullMarked
package dev.signalbox.inbound;

import org.jspecify.annotations.NullMarked;
