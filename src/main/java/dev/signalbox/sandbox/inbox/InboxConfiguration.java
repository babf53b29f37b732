package dev.signalbox.sandbox.inbox;

import dev.signalbox.sandbox.Demo;
import dev.signalbox.web.NavItem;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Only in the demo. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("signalbox.demo")
class InboxConfiguration {

  /** Made and closed by {@link Demo}. */
  @Bean(destroyMethod = "")
  Demo.World world(Environment settings) {
    return settings.getRequiredProperty(Demo.World.SETTING, Demo.World.class);
  }

  @Bean
  @Order(90)
  NavItem sandboxNav() {
    return NavItem.of("Sandbox inbox", "/sandbox");
  }
}
