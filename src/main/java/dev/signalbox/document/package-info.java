/**
 * Strict reading of the YAML and JSON files that people write by hand. Start at {@link
 * dev.signalbox.document.Documents}. Every scalar is the text as written: {@code 09:00}, {@code off} and {@code
 * 2024-12-24} keep their characters. What is wrong is collected, with its line, and thrown once per file or folder as
 * a {@link dev.signalbox.document.LoadException}. Knows nothing of what the files mean.
 */
@NullMarked
package dev.signalbox.document;

import org.jspecify.annotations.NullMarked;
