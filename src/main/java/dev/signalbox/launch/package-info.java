/**
 * Classes of the packaged jar, loaded quickly for a command; begin at {@link dev.signalbox.launch.NestedClasses}. Names nothing of
 * the rest of the program or of a library.
 */
@NullMarked
package dev.signalbox.launch;

import org.jspecify.annotations.NullMarked;
