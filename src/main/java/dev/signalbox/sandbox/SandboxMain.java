package dev.signalbox.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The sandbox as a process of its own, for the benchmark and the crash test. Says where it listens in one line, then serves. */
@Command(name = "sandbox", description = "Stand-ins for Slack, PagerDuty, Jira, ServiceNow and a mail server, on loopback.")
public final class SandboxMain implements Runnable {

  @Option(names = "--port", description = "HTTP port; 0, the default, takes a free one.")
  private int port;

  @Option(names = "--smtp-port", description = "SMTP port; 0 takes a free one; without it there is no mail server.")
  private int smtpPort = -1;

  @Option(names = "--ledger", description = "Keep the ledger in this file (one JSON object a line, flushed before each answer).")
  private Path ledger;

  @Option(names = "--latency", description = "Milliseconds before each answer, default 0.")
  private long latency;

  @Option(names = "--jira-search-lag", description = "Milliseconds that Jira's search lags behind, default 2000.")
  private long searchLag = 2000;

  public static void main(String[] args) {
    System.exit(new CommandLine(new SandboxMain()).execute(args));
  }

  @Override
  public void run() {
    SandboxBuilder wanted =
        Sandbox.builder().port(port).latency(Duration.ofMillis(latency)).jiraSearchLag(Duration.ofMillis(searchLag));
    if (ledger != null) {
      wanted.ledger(ledger);
    }
    Sandbox sandbox = wanted.start();
    String smtp = smtpPort < 0 ? "" : " smtp localhost:" + MailSandbox.start(sandbox, smtpPort).port();
    System.out.println("sandbox " + sandbox.url() + smtp);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      sandbox.close();
    }
  }
}
