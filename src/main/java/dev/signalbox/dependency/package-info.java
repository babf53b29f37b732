/**
 * What stands behind what: while a switch is down, nobody need hear of the servers behind it. Start reading at {@link
 * dev.signalbox.dependency.Dependencies}. Plain Java.
 */
@NullMarked
package dev.signalbox.dependency;

import org.jspecify.annotations.NullMarked;
