package dev.signalbox.dependency;

import java.time.Duration;

/**
 * A query that says what stands behind what: {@code child}, {@code parent}, and perhaps {@code kind}.
 *
 * @param sql a resource, {@code file:routes/sql/wiring.sql}
 * @param source the database, by the name that rules use too
 * @param refresh how often to ask it
 */
public record EdgeQuery(String sql, String source, Duration refresh) {}
