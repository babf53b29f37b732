package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JdbcFeedSecretTest {

  private final StoreFixture store = new StoreFixture();

  private String value() {
    return HexFormat.of().formatHex(new JdbcFeedSecret(store.jdbc, store.clock).value());
  }

  @Test
  void it_is_made_at_the_first_question_and_the_same_from_then_on() {
    String first = value();

    assertThat(first).hasSize(64).isNotEqualTo("00".repeat(32));
    assertThat(value()).isEqualTo(first);
  }

  @Test
  void replicas_that_ask_at_once_agree() throws Exception {
    int replicas = 6;
    Set<String> values = ConcurrentHashMap.newKeySet();
    CyclicBarrier together = new CyclicBarrier(replicas);
    ExecutorService threads = Executors.newFixedThreadPool(replicas);
    for (Future<?> asked :
        IntStream.range(0, replicas)
            .<Future<?>>mapToObj(
                i ->
                    threads.submit(
                        () -> {
                          together.await();
                          return values.add(value());
                        }))
            .toList()) {
      asked.get();
    }
    threads.shutdown();

    assertThat(values).hasSize(1);
  }

  @Test
  void once_deleted_it_is_another() {
    String first = value();
    store.jdbc.update("delete from feed_secret");

    assertThat(value()).isNotEqualTo(first);
  }
}
