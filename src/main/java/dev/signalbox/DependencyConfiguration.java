package dev.signalbox;

import dev.signalbox.camel.FolderFiles;
import dev.signalbox.camel.TopologyFiles;
import dev.signalbox.dependency.CurrentTopologies;
import dev.signalbox.dependency.Dependencies;
import dev.signalbox.dependency.Topology;
import dev.signalbox.store.JdbcEdgeCopies;
import dev.signalbox.store.JdbcEdgeSource;
import dev.signalbox.store.JdbcParents;
import dev.signalbox.store.WatchedQuery;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** What stands behind what, and what is therefore not told. */
@Configuration(proxyBeanMethods = false)
class DependencyConfiguration {

  @Bean
  FolderFiles<Topology> topologyFiles(@Value("${signalbox.routes}") Path routes) {
    return TopologyFiles.of(routes);
  }

  @Bean
  CurrentTopologies currentTopologies(
      FolderFiles<Topology> topologyFiles, WatchedQuery watchedQuery, JdbcTemplate jdbc, MeterRegistry meters, Clock clock) {
    return new CurrentTopologies(
        topologyFiles::all, new JdbcEdgeSource(watchedQuery), new JdbcEdgeCopies(jdbc, clock), new DependencyLog(meters), clock);
  }

  @Bean
  ReadingLoop dependencyLoop(CurrentTopologies topologies) {
    return new ReadingLoop("dependencies", topologies::look);
  }

  @Bean
  Dependencies dependencies(CurrentTopologies topologies, JdbcTemplate jdbc) {
    return new Dependencies(topologies::all, new JdbcParents(jdbc));
  }
}
