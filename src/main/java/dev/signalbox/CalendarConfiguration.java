package dev.signalbox;

import dev.signalbox.camel.CalendarHttp;
import dev.signalbox.camel.OnCallFiles;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.calendar.CalendarCopies;
import dev.signalbox.oncall.calendar.CalendarFiles;
import dev.signalbox.oncall.calendar.CalendarRefresh;
import dev.signalbox.oncall.calendar.IcalSource;
import dev.signalbox.oncall.calendar.OnCallSource;
import dev.signalbox.oncall.calendar.PagerDutySource;
import dev.signalbox.oncall.calendar.PagerDutyUsers;
import dev.signalbox.store.JdbcOnCallSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Calendars kept elsewhere: where they are read, and how often. */
@Configuration(proxyBeanMethods = false)
class CalendarConfiguration implements DisposableBean {

  private static final int READ_AT_ONCE = 4;

  /** No bean: whoever wants "the" executor means another one. */
  private final ExecutorService readers = Executors.newFixedThreadPool(READ_AT_ONCE, run -> {
    Thread thread = new Thread(run, "calendar-reader");
    thread.setDaemon(true);
    return thread;
  });

  @Bean
  CalendarHttp calendarHttp() {
    return new CalendarHttp();
  }

  @Bean
  CalendarFiles calendarFiles(@Value("${signalbox.routes}") Path routes) {
    return new CalendarFiles(routes);
  }

  @Bean
  OnCallSource icalSource(CalendarHttp http, CalendarFiles files) {
    return new IcalSource(http, files);
  }

  /** From the watched databases; the store is none. */
  @Bean
  OnCallSource sqlSource(CalendarFiles files, BeanFactory beans, Environment settings) {
    return new JdbcOnCallSource(files, name -> {
      boolean watched = name.equals("source") || settings.containsProperty("signalbox.sources." + name + ".url");
      return watched && beans.containsBean(name)
          ? Optional.of(beans.getBean(name, DataSource.class)) : Optional.empty();
    });
  }

  @Bean
  OnCallSource pagerDutySource(CalendarHttp http, PagerDutySettings settings, OnCallFiles files) {
    return new PagerDutySource(http, settings.apiUrl(), Optional.ofNullable(settings.apiToken()),
        () -> new PagerDutyUsers(files.plan().rota().people().values()));
  }

  @Bean
  CalendarLog calendarLog(MeterRegistry meters, Clock clock) {
    return new CalendarLog(meters, clock);
  }

  @Bean
  CalendarRefresh calendars(
      OnCallFiles files,
      List<OnCallSource> sources,
      Environment settings,
      CalendarCopies copies,
      Clock clock,
      CalendarLog log) {
    Supplier<Rota> rota = () -> files.plan().rota();
    Function<String, Optional<String>> named = name -> Optional.ofNullable(settings.getProperty(name));
    return new CalendarRefresh(rota, sources, named, copies, clock, readers, log, new Random());
  }

  @Bean
  CalendarLoop calendarLoop(CalendarRefresh calendars, CalendarLog log) {
    return new CalendarLoop(calendars, log);
  }

  @Override
  public void destroy() {
    readers.shutdownNow();
  }
}
