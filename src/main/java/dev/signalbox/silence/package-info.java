/**
 * What is not told for a while because people said so. Start at {@link dev.signalbox.silence.SilenceDesk}: a person's
 * {@link dev.signalbox.silence.Wish} in, a {@link dev.signalbox.silence.Silence} in the store out, in force at the next
 * poll on every replica. Windows that are planned are in {@code maintenance}. Plain Java.
 */
@NullMarked
package dev.signalbox.silence;

import org.jspecify.annotations.NullMarked;
