/**
 * Where Camel and our own words meet: the beans that YAML names, the conversion of rows, the sending of requests through
 * the channels' routes, the loading of route files. The only package that imports {@code org.apache.camel}. Start with
 * {@link dev.signalbox.camel.PolledRule} for the way in and {@link dev.signalbox.camel.RouteSender} for the way out.
 */
@NullMarked
package dev.signalbox.camel;

import org.jspecify.annotations.NullMarked;
