package dev.signalbox;

import dev.signalbox.camel.FolderFiles;
import dev.signalbox.camel.TopologyFiles;
import dev.signalbox.dependency.Dependencies;
import dev.signalbox.dependency.Topology;
import dev.signalbox.store.JdbcParents;
import java.nio.file.Path;
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
  Dependencies dependencies(FolderFiles<Topology> topologyFiles, JdbcTemplate jdbc) {
    return new Dependencies(() -> topologyFiles.all().values(), new JdbcParents(jdbc));
  }
}
