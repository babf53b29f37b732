/**
 * Tickets in Jira, Cloud (REST v3, Atlassian Document Format) or Data Center (REST v2, plain text). Start with
 * {@link dev.signalbox.channel.jira.JiraChannel}; what differs between the two is in {@code Dialect}.
 */
@NullMarked
package dev.signalbox.channel.jira;

import org.jspecify.annotations.NullMarked;
