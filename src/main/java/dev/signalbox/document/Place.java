package dev.signalbox.document;

/**
 * Where something stands in a file.
 *
 * @param line from 1
 */
public record Place(String file, int line) {}
