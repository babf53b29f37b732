package dev.signalbox.delivery;

import dev.signalbox.incident.ChangeKind;
import java.util.Set;

/** Which channels take which kind of news. */
@FunctionalInterface
public interface Audience {

  Set<String> of(ChangeKind kind);
}
