package dev.signalbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.slack.MembershipStore;
import dev.signalbox.channel.slack.PictureStore;
import dev.signalbox.delivery.Announcements;
import dev.signalbox.delivery.Audience;
import dev.signalbox.delivery.ChannelLog;
import dev.signalbox.delivery.StandIns;
import dev.signalbox.delivery.DeadLetters;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.delivery.Groups;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.delivery.Tickets;
import dev.signalbox.explain.Clue;
import dev.signalbox.explain.Explainer;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.PollLog;
import dev.signalbox.ladder.Duty;
import dev.signalbox.ladder.Timers;
import dev.signalbox.oncall.Overrides;
import dev.signalbox.oncall.calendar.CalendarCopies;
import dev.signalbox.oncall.ical.FeedSecret;
import dev.signalbox.report.HubFacts;
import dev.signalbox.report.Reports;
import dev.signalbox.store.DatabaseClock;
import dev.signalbox.store.JdbcAnnouncements;
import dev.signalbox.store.JdbcCalendarCopies;
import dev.signalbox.store.JdbcChannelLog;
import dev.signalbox.store.JdbcStandIns;
import dev.signalbox.store.JdbcDeadLetters;
import dev.signalbox.store.JdbcDeliveries;
import dev.signalbox.store.JdbcFacts;
import dev.signalbox.store.JdbcDuty;
import dev.signalbox.store.JdbcFeedSecret;
import dev.signalbox.store.JdbcGroups;
import dev.signalbox.store.JdbcHubFacts;
import dev.signalbox.store.JdbcIncidentStore;
import dev.signalbox.store.JdbcOutbox;
import dev.signalbox.store.JdbcMemberships;
import dev.signalbox.store.JdbcOverrides;
import dev.signalbox.store.JdbcPictures;
import dev.signalbox.store.JdbcPollLog;
import dev.signalbox.store.JdbcReports;
import dev.signalbox.store.JdbcRetention;
import dev.signalbox.store.JdbcTickets;
import dev.signalbox.store.JdbcTimers;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The hub's own database and everything that is kept in it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class StoreConfiguration {

  private static final int PURGED_AT_ONCE = 1_000;

  /** Statements of milliseconds, whose compilation would take a hundred. */
  private static final String NO_JIT = "set jit = off; ";

  /**
   * A hub that vanishes in the middle of a poll holds the lock on its rule until the server misses it: after a minute, and not
   * after the two hours that are usual. A statement and not an option of the connection, which a pooler between might refuse.
   */
  private static final String MISSED_AFTER_A_MINUTE =
      "set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3";

  @Bean(destroyMethod = "close")
  @Primary
  DataSource store(
      @Value("${signalbox.store.url}") String url,
      @Value("${signalbox.store.username:}") String username,
      @Value("${signalbox.store.password:}") Secret password,
      @Value("${signalbox.store.connections:10}") int connections,
      Environment settings) {
    HikariDataSource store = pool(url, username, password, connections, SourceConfiguration.all(settings).size());
    migrate(store);
    return store;
  }

  /** A poll holds a connection of the store while its query runs: however slow the watched databases are, the others are left. */
  static HikariDataSource pool(String url, String username, Secret password, int connections, int sources) {
    HikariDataSource store = new HikariDataSource();
    store.setPoolName("store");
    store.setJdbcUrl(url);
    store.setUsername(username.isBlank() ? null : username);
    store.setPassword(password.reveal().isBlank() ? null : password.reveal());
    store.setMaximumPoolSize(connections + SourceConfiguration.POLLS_AT_ONCE * sources);
    store.setMinimumIdle(connections);
    store.setConnectionInitSql(NO_JIT + MISSED_AFTER_A_MINUTE);
    store.setConnectionTimeout(5_000);
    store.addDataSourceProperty("reWriteBatchedInserts", "true");
    store.addDataSourceProperty("ApplicationName", "signalbox");
    store.addDataSourceProperty("tcpKeepAlive", "true");
    return store;
  }

  private static void migrate(HikariDataSource store) {
    try {
      Flyway.configure().dataSource(store).load().migrate();
    } catch (FlywayException e) {
      store.close();
      if (e.getCause() instanceof SQLException failure) {
        throw BadSettings.unreachable(
            "signalbox.store.url: the database does not answer as it should (SQL state %s, %s)"
                .formatted(failure.getSQLState(), failure.getClass().getSimpleName()));
      }
      throw e;
    }
  }

  @Bean
  @ConditionalOnMissingBean(Clock.class)
  DatabaseClock clock(JdbcTemplate jdbc) {
    return new DatabaseClock(jdbc);
  }

  @Bean
  @ConditionalOnBean(DatabaseClock.class)
  ClockLoop clockLoop(DatabaseClock clock) {
    return new ClockLoop(clock);
  }

  @Bean
  Outbox outbox(JdbcTemplate jdbc, Clock clock) {
    return new JdbcOutbox(jdbc, clock);
  }

  @Bean
  Groups groups(JdbcTemplate jdbc, TransactionTemplate transaction, Outbox outbox, Clock clock) {
    return new JdbcGroups(jdbc, transaction, outbox, clock);
  }

  @Bean
  Announcements announcements(JdbcTemplate jdbc) {
    return new JdbcAnnouncements(jdbc);
  }

  @Bean
  Audience audience(ObjectProvider<Channel> channels) {
    return kind -> channels.stream().filter(channel -> channel.takes(kind)).map(Channel::name).collect(Collectors.toSet());
  }

  @Bean
  IncidentStore incidentStore(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Outbox outbox,
      Audience audience,
      Clock clock,
      @Value("${signalbox.escalation.acknowledgement-holds:2h}") Duration acknowledgementHolds) {
    if (acknowledgementHolds.isNegative()) {
      throw new BadSettings(List.of("signalbox.escalation.acknowledgement-holds is '%s': write a time such as 2h, or 0 for good"
          .formatted(acknowledgementHolds)));
    }
    return new JdbcIncidentStore(jdbc, transaction, outbox, audience, clock, acknowledgementHolds);
  }

  @Bean
  Duty duty(JdbcTemplate jdbc) {
    return new JdbcDuty(jdbc);
  }

  @Bean
  Timers timers(JdbcTemplate jdbc) {
    return new JdbcTimers(jdbc);
  }

  @Bean
  PollLog pollLog(JdbcTemplate jdbc, Clock clock) {
    return new JdbcPollLog(jdbc, clock);
  }

  @Bean
  ChannelLog channelLog(JdbcTemplate jdbc, Clock clock) {
    return new JdbcChannelLog(jdbc, clock);
  }

  @Bean
  StandIns standIns(JdbcTemplate jdbc, Clock clock) {
    return new JdbcStandIns(jdbc, clock);
  }

  @Bean
  Deliveries deliveries(JdbcTemplate jdbc, Clock clock) {
    return new JdbcDeliveries(jdbc, clock);
  }

  @Bean
  Tickets tickets(JdbcTemplate jdbc, Clock clock) {
    return new JdbcTickets(jdbc, clock);
  }

  @Bean
  DeadLetters deadLetters(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
    return new JdbcDeadLetters(jdbc, transaction, clock);
  }

  @Bean
  Explainer explainer(
      IncidentStore incidents, Deliveries deliveries, JdbcTemplate jdbc, Clock clock, ObjectProvider<Clue> clues) {
    return new Explainer(incidents, deliveries, new JdbcFacts(jdbc), clock, clues.orderedStream().toList());
  }

  @Bean
  Reports reports(JdbcTemplate jdbc) {
    return new JdbcReports(jdbc);
  }

  @Bean
  RetentionLoop retention(JdbcTemplate jdbc, RetentionProperties kept, Clock clock) {
    return new RetentionLoop(new JdbcRetention(jdbc, PURGED_AT_ONCE), kept, clock);
  }

  @Bean
  HubFacts hubFacts(JdbcTemplate jdbc) {
    return new JdbcHubFacts(jdbc);
  }

  @Bean
  CalendarCopies calendarCopies(JdbcTemplate jdbc, Clock clock) {
    return new JdbcCalendarCopies(jdbc, clock);
  }

  @Bean
  MembershipStore memberships(JdbcTemplate jdbc, Clock clock) {
    return new JdbcMemberships(jdbc, clock);
  }

  @Bean
  PictureStore slackPictureStore(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
    return new JdbcPictures(jdbc, transaction, clock);
  }

  @Bean
  Overrides overrides(JdbcTemplate jdbc, Clock clock) {
    return new JdbcOverrides(jdbc, clock);
  }

  @Bean
  FeedSecret feedSecret(JdbcTemplate jdbc, Clock clock) {
    return new JdbcFeedSecret(jdbc, clock);
  }
}
