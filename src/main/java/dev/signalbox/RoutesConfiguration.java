package dev.signalbox;

import dev.signalbox.camel.MaintenanceFile;
import dev.signalbox.camel.FolderFiles;
import dev.signalbox.camel.OnCallFiles;
import dev.signalbox.camel.routes.FileState;
import dev.signalbox.camel.routes.FolderCheck;
import dev.signalbox.camel.routes.RouteLoader;
import dev.signalbox.incident.PollLog;
import dev.signalbox.web.RouteFilesView;
import dev.signalbox.web.RouteFilesView.RouteFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The files under {@code routes/}: loaded, watched, shown. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

  @Bean
  RouteLoader routeLoader(
      CamelContext camel,
      @Value("${signalbox.routes}") Path folder,
      OnCallFiles onCall,
      MaintenanceFile maintenance,
      List<FolderFiles<?>> others,
      PollLog polls,
      Clock clock,
      MeterRegistry meters) {
    RouteLoader loader =
        new RouteLoader(
            camel,
            folder,
            new FolderCheck(() -> Optional.of(onCall.plan())),
            polls::expect,
            () -> {
              onCall.reloadIfChanged();
              maintenance.reloadIfChanged();
              others.forEach(FolderFiles::reloadIfChanged);
            },
            Duration.ofMillis(500),
            clock);
    meters.gauge("signalbox.route.files.broken", loader, RouteLoader::broken);
    return loader;
  }

  @Bean
  RouteFilesView routeFilesView(RouteLoader loader, OnCallFiles onCall, MaintenanceFile maintenance, List<FolderFiles<?>> others) {
    return () ->
        Stream.of(
                loader.files().stream().map(RoutesConfiguration::file),
                Stream.of(other("on-call", onCall.findings()), other("maintenance.yaml", maintenance.findings())),
                others.stream().filter(files -> !files.names().isEmpty()).map(RoutesConfiguration::folder))
            .flatMap(files -> files)
            .toList();
  }

  private static RouteFile folder(FolderFiles<?> files) {
    List<String> findings = files.findings().stream().map(Object::toString).toList();
    return new RouteFile(files.folder(), findings.isEmpty(), true, findings);
  }

  private static RouteFile file(FileState state) {
    return new RouteFile(state.path(), state.current(), state.running(), state.findings().stream().map(Object::toString).toList());
  }

  private static RouteFile other(String name, List<String> findings) {
    return new RouteFile(name, findings.isEmpty(), true, findings);
  }
}
