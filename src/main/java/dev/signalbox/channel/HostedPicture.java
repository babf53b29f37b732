package dev.signalbox.channel;

/**
 * A picture that the other side has been given and can show by its own name for it.
 *
 * @param id for example Slack's {@code F0B1C2D3E}
 * @param alt what it says, for those who do not see it
 */
public record HostedPicture(String id, String alt) {}
