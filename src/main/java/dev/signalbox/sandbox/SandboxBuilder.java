package dev.signalbox.sandbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link Sandbox} shall be like. Everything has a default. */
public final class SandboxBuilder {

  int port;
  @Nullable Path portFile;
  @Nullable Path ledgerFile;
  Duration latency = Duration.ZERO;
  Duration jiraSearchLag = Duration.ofSeconds(2);
  Clock clock = Clock.systemUTC();
  @Nullable String inboxUrl;
  final Map<String, String> credentials = new HashMap<>();
  final Set<String> jiraUsers = new HashSet<>();

  SandboxBuilder() {}

  /** 0, the default, takes a free one. */
  public SandboxBuilder port(int port) {
    this.port = port;
    return this;
  }

  /** Takes the port that it had last time, so that links of then still lead here; another one if that is taken. */
  public SandboxBuilder portFrom(Path file) {
    this.portFile = file;
    return this;
  }

  /** Keeps the ledger in this file too, and goes on where it ends. */
  public SandboxBuilder ledger(Path file) {
    this.ledgerFile = file;
    return this;
  }

  /** Before every answer. */
  public SandboxBuilder latency(Duration latency) {
    this.latency = latency;
    return this;
  }

  /** How long Jira's search does not see what was changed; default 2 s. */
  public SandboxBuilder jiraSearchLag(Duration lag) {
    this.jiraSearchLag = lag;
    return this;
  }

  /** The accounts that issues can be assigned to; unless called, all. */
  public SandboxBuilder jiraUsers(String... accounts) {
    jiraUsers.addAll(Set.of(accounts));
    return this;
  }

  public SandboxBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** Where a person who follows a ticket's link is sent, for example {@code http://localhost:8080/sandbox}. */
  public SandboxBuilder inboxUrl(String url) {
    this.inboxUrl = url;
    return this;
  }

  /** Lets nobody in without {@code Authorization: Bearer}. */
  public SandboxBuilder bearer(String system, String token) {
    credentials.put(system, "Bearer " + token);
    return this;
  }

  /** Lets nobody in without {@code Authorization: Basic}. */
  public SandboxBuilder basic(String system, String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    credentials.put(system, "Basic " + Base64.getEncoder().encodeToString(pair));
    return this;
  }

  public Sandbox start() {
    return new Sandbox(this);
  }
}
