/**
 * What people and scripts see: {@code api} answers JSON, {@code console} draws pages, {@code access} decides who may.
 * This package holds what they share and what they ask of others ({@link dev.signalbox.web.RouteFilesView}, {@link
 * dev.signalbox.web.NavItem}). Start with {@link
 * dev.signalbox.web.IncidentFilter}. Reads through ports, acts through ports; nobody depends on the web.
 */
@NullMarked
package dev.signalbox.web;

import org.jspecify.annotations.NullMarked;
