/**
 * Wording that people write: {@code routes/templates/<rule>.ftl}. A template yields plain text, a title and lines; each channel
 * escapes them its own way. Start with {@link dev.signalbox.channel.template.Template}.
 */
@NullMarked
package dev.signalbox.channel.template;

import org.jspecify.annotations.NullMarked;
