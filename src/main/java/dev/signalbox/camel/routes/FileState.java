package dev.signalbox.camel.routes;

import dev.signalbox.Finding;
import java.time.Instant;
import java.util.List;

/**
 * How one file stands.
 *
 * @param path relative to the routes folder
 * @param current whether what is on disk is what runs
 * @param running whether any version of it runs
 * @param findings why it is not current; empty if it is
 * @param routes the ids of its routes, those that its Kamelets made included
 */
public record FileState(
    String path, boolean current, boolean running, List<Finding> findings, List<String> routes, Instant since) {}
