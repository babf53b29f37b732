/**
 * The calendar of who is on call, drawn on the server: start with {@link
 * dev.signalbox.web.console.oncall.OnCallPages}. {@link dev.signalbox.web.console.oncall.Ruler} alone turns instants
 * into positions, {@link dev.signalbox.web.console.oncall.WallTime} alone turns them into words. Who is on call is
 * decided in {@code oncall}, never here.
 */
@NullMarked
package dev.signalbox.web.console.oncall;

import org.jspecify.annotations.NullMarked;
