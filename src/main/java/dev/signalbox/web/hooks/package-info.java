/**
 * Where other systems call. {@link dev.signalbox.web.hooks.HookEndpoint} judges the bytes, stores them and answers; what
 * they mean is read later, see {@code inbound}. Nothing of a call that is not genuine is read, stored or logged.
 */
@NullMarked
package dev.signalbox.web.hooks;

import org.jspecify.annotations.NullMarked;
