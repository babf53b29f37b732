/**
 * Slack, by bot token (messages that can be updated and threaded) or by incoming webhook (messages that can only be
 * posted). Start with {@link dev.signalbox.channel.slack.SlackChannel}; limits: https://docs.slack.dev/reference/block-kit.
 */
@NullMarked
package dev.signalbox.channel.slack;

import org.jspecify.annotations.NullMarked;
