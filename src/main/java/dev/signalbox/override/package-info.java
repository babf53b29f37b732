/**
 * Changing who is on call, at 2 a.m. and without an editor. Start at {@link dev.signalbox.override.OverrideDesk}: a
 * person's {@link dev.signalbox.override.Wish} in, an override in the store and its {@link
 * dev.signalbox.override.Effect} out. API, console and command line come here, so that they refuse the same things in
 * the same words. No framework here.
 */
@NullMarked
package dev.signalbox.override;

import org.jspecify.annotations.NullMarked;
