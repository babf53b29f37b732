/**
 * The console: one class per page, server-rendered by the templates of the same name; start with
 * {@link dev.signalbox.web.console.OverviewPage}. A page that keeps itself up to date asks for its own address again
 * and gets the fragment {@code live} of its template (htmx), see {@link dev.signalbox.web.console.Frame}. Nothing
 * decides here. The calendar of who is on call has a package of its own below this one.
 */
@NullMarked
package dev.signalbox.web.console;

import org.jspecify.annotations.NullMarked;
