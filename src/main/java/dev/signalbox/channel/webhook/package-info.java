/**
 * Any other system that takes JSON over HTTP, described by one YAML file: {@code routes/webhooks/<name>.yaml} says what is
 * sent, {@code signalbox.webhooks.<name>.*} where and with which secrets. Start with
 * {@link dev.signalbox.channel.webhook.WebhookChannel}, then {@link dev.signalbox.channel.webhook.WebhookReader}.
 */
@NullMarked
package dev.signalbox.channel.webhook;

import org.jspecify.annotations.NullMarked;
