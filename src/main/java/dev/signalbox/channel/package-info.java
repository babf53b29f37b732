/**
 * The languages of the outside world, one package per channel. A {@link dev.signalbox.channel.Channel} turns a
 * {@link dev.signalbox.channel.Message} into requests and answers into outcomes; it is pure: Camel's routes under
 * {@code routes/channels} do the talking. Start with Channel, then {@code pagerduty}, the smallest one.
 */
@NullMarked
package dev.signalbox.channel;

import org.jspecify.annotations.NullMarked;
