/**
 * Where Camel meets the rest: beans that YAML names, {@link dev.signalbox.camel.RouteSender} which carries a channel's
 * requests through {@code routes/channels}, and what turns the exceptions of a wire into words. The only package that knows
 * {@code org.apache.camel}.
 */
@NullMarked
package dev.signalbox.camel;

import org.jspecify.annotations.NullMarked;
