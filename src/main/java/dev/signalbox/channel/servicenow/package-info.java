/**
 * Incidents in ServiceNow, by its Table API. Start with {@link dev.signalbox.channel.servicenow.ServiceNowChannel}. Requests
 * are made for camel-servicenow, answers are read as the instance sent them: every value in them is text.
 */
@NullMarked
package dev.signalbox.channel.servicenow;

import org.jspecify.annotations.NullMarked;
