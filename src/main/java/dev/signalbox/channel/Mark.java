package dev.signalbox.channel;

import dev.signalbox.delivery.Delivery;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The last line of everything that we write into somebody's ticket: {@code Signalbox d0d0d0d0-…}, the delivery's id. By it
 * a repeated attempt finds what an earlier one wrote, and by it our own words are known when they come back.
 */
public final class Mark {

  private static final Pattern OURS =
      Pattern.compile("Signalbox [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(\\s*\\{noformat\\})?\\W*$");

  private Mark() {}

  /** A text with its mark, a line of its own. */
  public static String under(String text, Delivery delivery) {
    return text + "\n\n" + of(delivery);
  }

  public static String of(Delivery delivery) {
    return "Signalbox " + delivery.id().toString().toLowerCase(Locale.ROOT);
  }

  /** Whether we wrote this: a mark in the middle is a person's quotation. */
  public static boolean isUnder(String text) {
    return OURS.matcher(text.strip()).find();
  }
}
