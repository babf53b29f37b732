package dev.signalbox.web;

/**
 * Paths on which programs speak, not browsers, and which therefore carry neither CSRF token nor Origin: signed hooks,
 * and the sandbox's stand-ins. Declare a bean to add one. Who may call is still for {@code access} to say.
 *
 * @param pattern for example {@code /sandbox/slack/**}
 */
public record MachinePath(String pattern) {}
