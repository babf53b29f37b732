package dev.signalbox.silence.maintenance;

import java.time.Duration;
import java.time.ZoneId;

/**
 * Windows that are kept in a database: a query that answers {@code start}, {@code end}, {@code title} and what they are about.
 *
 * @param title what to call it, and its windows that have no title of their own
 * @param query a resource, {@code file:routes/sql/changes.sql}
 * @param dataSource the database, by the name that rules use too
 * @param zone of times that name none
 * @param refresh how often to read it
 */
public record ChangeCalendar(String title, String query, String dataSource, ZoneId zone, Duration refresh) {}
