/**
 * Who may do what over HTTP. Without users: anybody on this machine, as long as it is not a foreign web page that
 * borrows their browser. With users: sign-in for people, bearer tokens for scripts, viewers look and operators act.
 * Start with {@link dev.signalbox.web.access.AccessRules}.
 */
@NullMarked
package dev.signalbox.web.access;

import org.jspecify.annotations.NullMarked;
