package dev.signalbox.channel.mail;

import dev.signalbox.delivery.Document.Enclosure;
import java.util.List;

/**
 * What is in the envelope: the same as text and as HTML, and what goes with it.
 *
 * @param enclosures those with a content id are shown by the HTML, the others are files to save
 */
public record Letter(String text, String html, List<Enclosure> enclosures) {

  public Letter {
    enclosures = List.copyOf(enclosures);
  }

  /** Roughly, in characters: to tell which of two is shorter. */
  long size() {
    return text.length() + html.length() + enclosures.stream().mapToLong(file -> file.bytes().length).sum();
  }
}
