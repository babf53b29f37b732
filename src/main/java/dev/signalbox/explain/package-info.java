/** Why somebody was told, or was not: what the store remembers, put in order and in words. Decides nothing. */
@NullMarked
package dev.signalbox.explain;

import org.jspecify.annotations.NullMarked;
