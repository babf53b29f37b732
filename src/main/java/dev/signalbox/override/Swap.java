package dev.signalbox.override;

/**
 * Two people exchange shifts: in each of the two spans, the other one stands in for whoever of them is on call.
 *
 * @param one on call during {@code shift}, at least for a part of it
 * @param other on call during {@code otherShift}, likewise
 * @param reason as of a {@link Wish}
 */
public record Swap(String one, Wish.Span shift, String other, Wish.Span otherShift, String reason) {}
