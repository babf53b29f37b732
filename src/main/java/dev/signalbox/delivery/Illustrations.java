package dev.signalbox.delivery;

import dev.signalbox.incident.Subject;
import java.util.Optional;

/** What an incident is about, drawn, for channels that carry pictures. */
@FunctionalInterface
public interface Illustrations {

  /** Nothing is drawn. */
  Illustrations NONE = incident -> Optional.empty();

  /**
   * Asked at each attempt, outside of any transaction. As long as the incident's row says the same, so does the answer,
   * byte for byte: a retry sends what the first attempt sent.
   *
   * @param incident as the delivery tells of it
   * @return what stands below its facts; empty if it has no picture, or if that has been given up since
   */
  Optional<Document> of(Subject incident);
}
