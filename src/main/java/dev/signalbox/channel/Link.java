package dev.signalbox.channel;

/**
 * Where to read on.
 *
 * @param url http or https, without white space
 * @param words of ours: {@code Runbook}
 */
public record Link(String url, String words) {}
