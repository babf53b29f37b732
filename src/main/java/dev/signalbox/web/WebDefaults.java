package dev.signalbox.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.annotation.Order;

/** Settings of Spring that the web needs, weaker than everything a user sets, and the console's own navigation. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:dev/signalbox/web/defaults.properties")
class WebDefaults {

  @Bean
  @Order(10)
  NavItem overviewNav() {
    return NavItem.of("Overview", "/");
  }

  @Bean
  @Order(20)
  NavItem incidentsNav() {
    return NavItem.of("Incidents", "/incidents");
  }

  @Bean
  @Order(25)
  NavItem silencesNav() {
    return NavItem.of("Silences", "/silences");
  }

  @Bean
  @Order(30)
  NavItem deliveriesNav() {
    return NavItem.of("Deliveries", "/deliveries");
  }

  @Bean
  @Order(40)
  NavItem deadLettersNav() {
    return NavItem.of("Dead letters", "/dead-letters");
  }

  @Bean
  @Order(50)
  NavItem rulesNav() {
    return NavItem.of("Rules", "/rules");
  }

  @Bean
  @Order(55)
  NavItem forecastsNav() {
    return NavItem.of("Forecasts", "/forecasts");
  }

  @Bean
  @Order(60)
  NavItem onCallNav() {
    return NavItem.of("On call", "/on-call");
  }

  @Bean
  @Order(70)
  NavItem reportsNav() {
    return NavItem.of("Reports", "/reports");
  }
}
