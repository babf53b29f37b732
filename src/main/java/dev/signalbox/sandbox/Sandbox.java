package dev.signalbox.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Slack, PagerDuty, Jira and ServiceNow on one port of the loopback interface:
 *
 * <pre>
 * /slack/api/chat.postMessage …    /slack/webhook/{anything}
 * /pagerduty/v2/enqueue            /pagerduty/oncalls
 * /jira/rest/api/3/issue …         /jira/rest/api/2/issue …
 * /servicenow/api/now/table/incident …
 * /webhook/teams …                 /webhook/alertmanager/api/v2/alerts
 * /_sandbox/ledger, /_sandbox/faults   for other processes, see {@link Control}
 * </pre>
 *
 * <p>Every accepted request is in the {@link #ledger} before it is answered.
 */
public final class Sandbox implements AutoCloseable {

  static {
    // without it, answers wait 40 ms for the client's delayed acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
  }

  private static final int THREADS = 64;
  private static final int MAX_BODY = 4_000_000;

  public final Ledger ledger;
  public final Faults faults = new Faults();
  private final Clock clock;

  private final SlackStandIn slack;
  private final PagerDutyStandIn pagerDuty;
  private final JiraStandIn jira;
  private final ServiceNowStandIn serviceNow;
  private final WebhookStandIn webhook = new WebhookStandIn();
  private final Map<String, StandIn> standIns = new LinkedHashMap<>();
  private final Map<String, String> credentials;
  private final long latencyMillis;
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private final List<Consumer<Effect>> afterAccepting = new CopyOnWriteArrayList<>();
  private final Set<HttpExchange> unanswered = ConcurrentHashMap.newKeySet();
  private final Control control;
  private final HttpServer server;
  private final ExecutorService threads;
  private final ScheduledExecutorService delays;
  private final String url;

  Sandbox(SandboxBuilder wanted) {
    this.ledger = wanted.ledgerFile == null ? Ledger.inMemory(wanted.clock) : Ledger.open(wanted.ledgerFile, wanted.clock);
    this.latencyMillis = wanted.latency.toMillis();
    this.credentials = Map.copyOf(wanted.credentials);
    this.server = wanted.portFile == null ? listen(wanted.port) : listenAsBefore(wanted.portFile);
    this.url = "http://localhost:" + server.getAddress().getPort();
    this.clock = wanted.clock;
    this.slack = new SlackStandIn(wanted.clock, url + "/slack");
    this.pagerDuty = new PagerDutyStandIn(wanted.clock);
    this.jira = new JiraStandIn(url + "/jira", wanted);
    this.serviceNow = new ServiceNowStandIn(url + "/servicenow", wanted);
    for (StandIn standIn : List.of(slack, pagerDuty, jira, serviceNow, webhook)) {
      standIns.put(standIn.system(), standIn);
    }
    ledger.effects().forEach(effect -> {
      StandIn standIn = standIns.get(effect.system());
      if (standIn != null) {
        standIn.replay(effect);
      }
    });
    this.control = new Control(this);
    this.threads = Executors.newFixedThreadPool(THREADS, daemons("sandbox-"));
    this.delays = Executors.newSingleThreadScheduledExecutor(daemons("sandbox-delay-"));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** One with its defaults on a free port: in memory, no credentials asked, nothing fails. */
  public static Sandbox start() {
    return builder().start();
  }

  public static SandboxBuilder builder() {
    return new SandboxBuilder();
  }

  private static HttpServer listen(int port) {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 1024);
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox cannot listen on port " + port, e);
    }
  }

  private static HttpServer listenAsBefore(Path file) {
    try {
      String before = Files.exists(file) ? Files.readString(file).strip() : "";
      HttpServer server;
      try {
        server = listen(before.matches("\\d{4,5}") ? Integer.parseInt(before) : 0);
      } catch (UncheckedIOException taken) {
        server = listen(0);
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, server.getAddress().getPort() + "\n");
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** For example {@code http://localhost:40123}, without a slash at the end. */
  public String url() {
    return url;
  }

  public SlackStandIn slack() {
    return slack;
  }

  public PagerDutyStandIn pagerDuty() {
    return pagerDuty;
  }

  public JiraStandIn jira() {
    return jira;
  }

  public ServiceNowStandIn serviceNow() {
    return serviceNow;
  }

  public WebhookStandIn webhook() {
    return webhook;
  }

  /** How many requests a system has received since the start, whatever came of them. */
  public int requests(String system) {
    return requests.getOrDefault(system, new AtomicInteger()).get();
  }

  /** Called on the serving thread after the effect is written down and before its answer leaves. */
  public void afterAccepting(Consumer<Effect> watcher) {
    afterAccepting.add(watcher);
  }

  public void stopWatching() {
    afterAccepting.clear();
  }

  /** An empty account everywhere, an empty ledger, no faults. */
  public void forget() {
    faults.clear();
    ledger.forget();
    standIns.values().forEach(StandIn::forget);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    URI uri = exchange.getRequestURI();
    String path = uri.getPath();
    int root = path.indexOf('/', 1);
    String system = root < 0 ? path.substring(1) : path.substring(1, root);
    String below = root < 0 ? "/" : path.substring(root);
    Call call = new Call(
        exchange.getRequestMethod(), below, uri.getRawQuery(), exchange.getRequestHeaders(), body, ledger);
    try {
      serve(exchange, system, call, body.length > MAX_BODY);
    } catch (RuntimeException e) {
      // a stand-in that stumbles must be seen in a test, not look like a vendor's 500
      e.printStackTrace();
      write(exchange, Answer.text(599, "the sandbox itself failed: " + e));
    }
  }

  private void serve(HttpExchange exchange, String system, Call call, boolean tooLarge) throws IOException {
    if (system.equals("_sandbox")) {
      write(exchange, control.answer(call));
      return;
    }
    StandIn standIn = standIns.get(system);
    if (standIn == null || tooLarge) {
      write(exchange, Answer.text(tooLarge ? 413 : 404, tooLarge ? "too large" : "the sandbox does not play '" + system + "'"));
      return;
    }
    requests.computeIfAbsent(system, any -> new AtomicInteger()).incrementAndGet();
    call.is(system, standIn.operation(call));
    Optional<Fault> fault = faults.draw(system, call.operation());
    if (fault.isPresent() && !fault.get().accepts()) {
      boolean hangUp = fault.get().kind() == Fault.Kind.HANG_UP;
      after(fault.get().delay().toMillis(), exchange, hangUp ? null : fault.get().answer(standIn, clock.instant()));
      return;
    }
    Answer answer = authorized(system, call, standIn) ? standIn.answer(call) : standIn.unauthorized();
    call.accepted().forEach(this::accepted);
    if (fault.isEmpty()) {
      after(latencyMillis, exchange, answer);
    } else {
      spoil(fault.get(), exchange, answer);
    }
  }

  /** The effect is written down; its answer has not left. */
  void accepted(Effect effect) {
    ledger.settle();
    afterAccepting.forEach(watcher -> watcher.accept(effect));
  }

  private boolean authorized(String system, Call call, StandIn standIn) {
    String wanted = credentials.get(system);
    return wanted == null || call.header("Authorization").equals(wanted) || standIn.letsIn(call);
  }

  private void spoil(Fault fault, HttpExchange exchange, Answer answer) throws IOException {
    switch (fault.kind()) {
      case NEVER_ANSWER -> unanswered.add(exchange);
      case WARN -> after(latencyMillis, exchange, fault.withHeaders(answer, clock.instant()));
      case LOSE_ANSWER -> exchange.close();
      case TRUNCATE -> write(exchange, new Answer(
          answer.status(), answer.headers(), answer.body().substring(0, answer.body().length() / 2)));
      case BREAK_OFF -> {
        byte[] bytes = start(exchange, answer);
        exchange.getResponseBody().write(Arrays.copyOf(bytes, bytes.length / 2));
        exchange.close();
      }
      default -> after(fault.delay().toMillis(), exchange, answer);
    }
  }

  /** @param answer null to hang up instead */
  private void after(long millis, HttpExchange exchange, @Nullable Answer answer) throws IOException {
    if (millis <= 0) {
      finish(exchange, answer);
    } else {
      // no thread waits: a slow vendor still serves everybody at once
      delays.schedule(() -> threads.execute(() -> {
        try {
          finish(exchange, answer);
        } catch (IOException gone) {
          exchange.close();
        }
      }), millis, TimeUnit.MILLISECONDS);
    }
  }

  private static void finish(HttpExchange exchange, @Nullable Answer answer) throws IOException {
    if (answer == null) {
      exchange.close();
    } else {
      write(exchange, answer);
    }
  }

  private static void write(HttpExchange exchange, Answer answer) throws IOException {
    byte[] bytes = start(exchange, answer);
    if (bytes.length > 0) {
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(bytes);
      }
    }
    exchange.close();
  }

  private static byte[] start(HttpExchange exchange, Answer answer) throws IOException {
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    return bytes;
  }

  @Override
  public void close() {
    unanswered.forEach(HttpExchange::close);
    server.stop(0);
    threads.shutdownNow();
    delays.shutdownNow();
    ledger.close();
  }
}
