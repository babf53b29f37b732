package dev.signalbox.dependency;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last good answer of each query, and how asking goes, kept where the hub looks for its own trouble. Files go by their names.
 * Each call is committed when it returns.
 */
public interface EdgeCopies {

  /** @param readAt when, by whichever process */
  record Copy(Instant readAt, List<Edge> edges) {}

  /** These are asked now; what is known of others is forgotten, and the copy of one that asks something else now. Twice is once. */
  void expect(Map<String, EdgeQuery> queries);

  /** Empty if it was never answered, or if the copy cannot be understood any more. */
  Optional<Copy> copy(String name, EdgeQuery query);

  /** It was answered, and this is kept: whatever was wrong is over. */
  void read(String name, EdgeQuery query, List<Edge> edges);

  /** It was not answered, once more. */
  void failed(String name, EdgeQuery query, String reason);
}
