package dev.signalbox.channel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A request that somebody made to one of our hooks.
 *
 * @param headers as received, names in any case
 * @param body the bytes on the wire; signatures are made over these and not over a text decoded from them
 */
public record Call(Map<String, List<String>> headers, byte[] body) {

  public Call {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> anyCase.merge(name, List.copyOf(values), Call::both));
    headers = anyCase;
  }

  private static List<String> both(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** A header that is there exactly once. Of two, one may be the forger's: neither counts. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).filter(values -> values.size() == 1).map(values -> values.get(0));
  }

  /** Without the headers, which hold signatures and secrets. */
  @Override
  public String toString() {
    return "Call[%d bytes]".formatted(body.length);
  }
}
