/**
 * Mail, one recipient per delivery. Start with {@link dev.signalbox.channel.mail.MailChannel}; headers follow RFC 5322
 * (threading) and RFC 3834 (mail made by a machine).
 */
@NullMarked
package dev.signalbox.channel.mail;

import org.jspecify.annotations.NullMarked;
