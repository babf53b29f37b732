package dev.signalbox.dependency;

import org.jspecify.annotations.Nullable;

/**
 * One thing stands behind another, says a row of a query.
 *
 * @param row which, from 1
 * @param kind what the other is, for people: {@code switch}; null if the row does not say
 */
public record Edge(int row, String child, String parent, @Nullable String kind) {}
