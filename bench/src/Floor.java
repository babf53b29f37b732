import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Owed;
import dev.signalbox.delivery.Settlement;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import dev.signalbox.store.DatabaseClock;
import dev.signalbox.store.Ids;
import dev.signalbox.store.JdbcIncidentStore;
import dev.signalbox.store.JdbcOutbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The durable floor, in a process of its own: the same tables, the same batches, java.net.http on a pool of threads, and
 * nothing else. Prints {@code deliveries-per-second cpu-ms-of-this-process} for each round.
 */
public final class Floor {

  public static void main(String[] args) throws Exception {
    String url = args[0];
    URI endpoint = URI.create(args[1]);
    int rows = Integer.parseInt(args[2]);
    int threads = Integer.parseInt(args[3]);
    int rounds = Integer.parseInt(args[4]);
    HikariDataSource data = new HikariDataSource();
    data.setJdbcUrl(url);
    data.setUsername(args[5]);
    data.setPassword(args.length > 6 ? args[6] : "");
    data.addDataSourceProperty("reWriteBatchedInserts", "true");
    Flyway.configure().dataSource(data).load().migrate();
    JdbcTemplate jdbc = new JdbcTemplate(data);
    DatabaseClock clock = new DatabaseClock(jdbc);
    JdbcOutbox outbox = new JdbcOutbox(jdbc, clock);
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(data));
    JdbcIncidentStore incidents = new JdbcIncidentStore(jdbc, transaction, outbox, kind -> Set.of(), clock, Duration.ofHours(2));
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(3)).build();
    ExecutorService pool = Executors.newFixedThreadPool(threads);

    for (int round = 0; round < rounds; round++) {
      double before = Usage.seconds(ProcessHandle.current().pid());
      System.out.println("round");
      System.in.read();
      long start = System.nanoTime();
      int number = round;
      transaction.executeWithoutResult(status -> owe(incidents, outbox, clock, rows, number));
      int sent = 0;
      while (sent < rows) {
        List<Delivery> claimed = outbox.claim("pagerduty", 512, Duration.ofSeconds(30));
        List<Future<Settlement>> answers = new ArrayList<>();
        for (Delivery delivery : claimed) {
          answers.add(pool.submit(() -> send(http, endpoint, delivery, clock)));
        }
        List<Settlement> settlements = new ArrayList<>();
        for (Future<Settlement> answer : answers) {
          settlements.add(answer.get());
        }
        outbox.settle(settlements);
        sent += claimed.size();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpu = Usage.seconds(ProcessHandle.current().pid()) - before;
      System.out.println(rows / seconds + " " + cpu * 1000);
      System.in.read();
    }
    System.exit(0);
  }

  private static void owe(JdbcIncidentStore incidents, JdbcOutbox outbox, DatabaseClock clock, int rows, int round) {
    for (int from = 0; from < rows; from += 500) {
      List<Move> moves = new ArrayList<>();
      List<Owed> owed = new ArrayList<>();
      for (int i = from; i < Math.min(rows, from + 500); i++) {
        Incident incident =
            new Incident(
                Ids.next(clock), new AlertKey("floor-" + round, "srv-" + i), Status.OPEN, Severity.ERROR, "Storm: srv-" + i,
                new Row(Map.of("server_id", "srv-" + i, "minutes", i % 60)), clock.instant(), null, null, null, null, 0, "anna", "infrastructure");
        moves.add(new Move.Open(incident, 1, clock.instant(), Reason.FIRST_NOTIFICATION));
        owed.add(new Owed(new Change(ChangeKind.OPENED, Reason.FIRST_NOTIFICATION, incident.subject(), clock.instant()), "pagerduty", "", true, "{}"));
      }
      incidents.write(moves);
      outbox.add(owed);
    }
  }

  private static Settlement send(HttpClient http, URI endpoint, Delivery delivery, DatabaseClock clock) throws Exception {
    String body =
        """
        {"routing_key":"0123456789abcdef0123456789abcdef","event_action":"trigger","dedup_key":"%s","payload":{"summary":"%s","source":"%s","severity":"error","custom_details":{"server_id":"%s"}}}"""
            .formatted(delivery.subject().id(), delivery.subject().title(), delivery.subject().alert().key(), delivery.subject().alert().key());
    HttpRequest request =
        HttpRequest.newBuilder(endpoint).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
    HttpResponse<String> answer;
    try {
      answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException closed) {
      answer = http.send(request, HttpResponse.BodyHandlers.ofString()); // a connection that had been idle; the key makes a repeat harmless
    }
    if (answer.statusCode() != 202) {
      throw new IllegalStateException("HTTP " + answer.statusCode());
    }
    return new Settlement(delivery, Settlement.SENT, clock.instant(), null, false, delivery.subject().id().toString(), null);
  }
}
