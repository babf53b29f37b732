package dev.signalbox.channel;

/**
 * Something that a channel can ask the other side, or itself, to find out what is missing before it is needed. It changes nothing there.
 *
 * @param what is asked, in a word or two: {@code scopes}
 * @param step ends in a delivery whose note says how it is, or in anything else whose reason says what is missing
 */
public record Question(String what, Step step) {}
