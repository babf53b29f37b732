/**
 * PostgreSQL behind every port, and the only package that speaks JDBC. The schema is in {@code db/migration}; each class
 * keeps its SQL beside its one user. Start with {@link dev.signalbox.store.JdbcOutbox}.
 */
@NullMarked
package dev.signalbox.store;

import org.jspecify.annotations.NullMarked;
