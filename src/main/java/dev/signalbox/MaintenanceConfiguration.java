package dev.signalbox;

import dev.signalbox.camel.MaintenanceFile;
import dev.signalbox.document.LoadException;
import dev.signalbox.incident.Holds;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.silence.maintenance.ChangeSource;
import dev.signalbox.silence.maintenance.CurrentMaintenance;
import dev.signalbox.silence.maintenance.MaintenanceHolds;
import dev.signalbox.silence.maintenance.MaintenanceNotices;
import dev.signalbox.store.Ids;
import dev.signalbox.store.JdbcChangeCalendars;
import dev.signalbox.store.JdbcChangeSource;
import dev.signalbox.store.WatchedQuery;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Windows in which trouble is expected. */
@Configuration(proxyBeanMethods = false)
class MaintenanceConfiguration {

  @Bean
  MaintenanceFile maintenanceFile(@Value("${signalbox.routes}") Path routes) {
    try {
      return new MaintenanceFile(routes);
    } catch (LoadException e) {
      throw new BadSettings(e.findings().stream().map(Object::toString).toList());
    }
  }

  /** From the watched databases; the store is none. */
  @Bean
  WatchedQuery watchedQuery(@Value("${signalbox.routes}") Path routes, BeanFactory beans, Environment settings) {
    return new WatchedQuery(routes, name -> {
      boolean watched = name.equals("source") || settings.containsProperty("signalbox.sources." + name + ".url");
      return watched && beans.containsBean(name)
          ? Optional.of(beans.getBean(name, DataSource.class)) : Optional.empty();
    });
  }

  @Bean
  ChangeSource changeSource(WatchedQuery watchedQuery) {
    return new JdbcChangeSource(watchedQuery);
  }

  @Bean
  CurrentMaintenance currentMaintenance(
      MaintenanceFile file, ChangeSource source, JdbcTemplate jdbc, MeterRegistry meters, Clock clock) {
    return new CurrentMaintenance(file::plan, source, new JdbcChangeCalendars(jdbc, clock), new MaintenanceLog(meters), clock);
  }

  @Bean
  ReadingLoop maintenanceLoop(CurrentMaintenance maintenance) {
    return new ReadingLoop("change calendars", maintenance::look);
  }

  @Bean
  @Order(20)
  Holds maintenanceHolds(CurrentMaintenance maintenance) {
    return new MaintenanceHolds(maintenance);
  }

  @Bean
  MaintenanceNotices maintenanceNotices(CurrentMaintenance maintenance, IncidentStore incidents, Clock clock) {
    return new MaintenanceNotices(maintenance, incidents, () -> Ids.next(clock));
  }
}
