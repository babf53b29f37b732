/**
 * How a file under {@code routes/} becomes a running route, and stays one when it is edited badly. Start with {@link
 * dev.signalbox.camel.routes.RouteLoader}; {@link dev.signalbox.camel.routes.TrialRun} says no before anything is touched,
 * {@link dev.signalbox.camel.routes.Stage} is what runs.
 */
@NullMarked
package dev.signalbox.camel.routes;

import org.jspecify.annotations.NullMarked;
