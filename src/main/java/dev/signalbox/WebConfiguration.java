package dev.signalbox;

import dev.signalbox.camel.OnCallFiles;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.web.OnCallView;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the console looks at, beside the store. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

  @Bean
  OnCallView onCallView(OnCallFiles files) {
    return new OnCallView() {
      @Override
      public List<String> schedules() {
        return List.copyOf(files.schedules());
      }

      @Override
      public OnCall onCall(String schedule, Instant at) {
        known(schedule);
        return files.onCall(schedule, at);
      }

      @Override
      public List<Shift> shifts(String schedule, Instant from, Instant to) {
        return known(schedule).shifts(from, to).stream()
            .map(shift -> new Shift(shift.start(), shift.end(), List.copyOf(shift.participants())))
            .toList();
      }

      private Schedule known(String schedule) {
        return files
            .rota()
            .find(schedule)
            .orElseThrow(
                () -> new NoSuchElementException("there is no schedule '%s', only %s".formatted(schedule, files.schedules())));
      }
    };
  }
}
