package dev.signalbox;

import com.zaxxer.hikari.HikariDataSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The watched databases: {@code source}, and one for each {@code signalbox.sources.<name>}. */
@Configuration(proxyBeanMethods = false)
class SourceConfiguration {

  static final Bindable<Map<String, Source>> BY_NAME = Bindable.mapOf(String.class, Source.class);

  record Source(String url, String username, String password) {}

  /** Polls of one watched database at the same time. */
  static final int POLLS_AT_ONCE = 5;

  /** Longer than any query may take, so that it ends only what hangs on a network that is gone. */
  private static final int LONGEST_SILENCE_SECONDS = 900;

  @Bean
  static BeanDefinitionRegistryPostProcessor sources(Environment settings) {
    Map<String, Source> sources = all(settings);
    return registry -> sources.forEach((name, source) -> register(registry, name, source));
  }

  /** By name, as the settings are. */
  static Map<String, Source> all(Environment settings) {
    Map<String, Source> sources = new LinkedHashMap<>();
    Binder binder = Binder.get(settings);
    binder.bind("signalbox.sources", BY_NAME).ifBound(sources::putAll);
    binder.bind("signalbox.source", Source.class).ifBound(source -> sources.put("source", source));
    return sources;
  }

  private static void register(BeanDefinitionRegistry registry, String name, Source source) {
    RootBeanDefinition definition =
        (RootBeanDefinition)
            BeanDefinitionBuilder.rootBeanDefinition(HikariDataSource.class, () -> pool(name, source))
                .setDestroyMethodName("close")
                .setLazyInit(true)
                .setRole(BeanDefinition.ROLE_APPLICATION)
                .getBeanDefinition();
    definition.setDefaultCandidate(false); // whoever wants "the" DataSource means the store
    registry.registerBeanDefinition(name, definition);
  }

  /** Read-only, and without auto-commit: only so does PostgreSQL's driver stream rows instead of holding them all. */
  static HikariDataSource pool(String name, Source source) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName(name);
    pool.setJdbcUrl(source.url());
    pool.setUsername(source.username());
    pool.setPassword(source.password());
    pool.setMaximumPoolSize(POLLS_AT_ONCE);
    pool.setMinimumIdle(1);
    pool.setAutoCommit(false);
    pool.setReadOnly(true);
    pool.setConnectionTimeout(5_000);
    if (source.url().startsWith("jdbc:postgresql:")) { // other drivers have other words for it, which belong into the URL
      pool.addDataSourceProperty("tcpKeepAlive", "true");
      pool.addDataSourceProperty("socketTimeout", String.valueOf(LONGEST_SILENCE_SECONDS));
    }
    pool.setInitializationFailTimeout(-1); // a watched database that is away must not keep the hub from starting
    return pool;
  }
}
