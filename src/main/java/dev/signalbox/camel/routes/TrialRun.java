package dev.signalbox.camel.routes;

import dev.signalbox.Finding;
import dev.signalbox.camel.Mishaps;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Builds routes in a context of their own that starts none of them: whatever would keep them from starting shows here,
 * where it hurts nobody.
 */
final class TrialRun {

  private static final Pattern PLACE = Pattern.compile("line (\\d+), column");

  private final CamelContext real;

  TrialRun(CamelContext real) {
    this.real = real;
  }

  /**
   * @param kamelets by path, all of them
   * @param routes by path; the first finding names one of them
   * @return why these routes cannot run; empty if they can
   */
  Optional<Finding> problem(Map<String, String> kamelets, Map<String, String> routes) {
    String at = routes.isEmpty() ? kamelets.keySet().iterator().next() : routes.keySet().iterator().next();
    try (DefaultCamelContext trial = new DefaultCamelContext(new RealBeans())) {
      trial.setAutoStartup(false);
      trial.disableJMX();
      trial.getPropertiesComponent().addPropertiesSource(new RealProperties());
      trial.getComponent("kamelet", KameletComponent.class).setLocation("classpath:none");
      trial.build();
      for (Map.Entry<String, String> kamelet : kamelets.entrySet()) {
        at = kamelet.getKey();
        PluginHelper.getRoutesLoader(trial).loadRoutes(ResourceHelper.fromString(at, kamelet.getValue()));
      }
      for (Map.Entry<String, String> route : routes.entrySet()) {
        at = route.getKey();
        PluginHelper.getRoutesLoader(trial).loadRoutes(ResourceHelper.fromString(at, route.getValue()));
      }
      if (!routes.isEmpty() && ((ModelCamelContext) trial).getRouteDefinitions().isEmpty()
          && ((ModelCamelContext) trial).getRouteConfigurationDefinitions().isEmpty()) {
        return Optional.of(new Finding(at, 1, "there is no route in it; delete the file if that is meant"));
      }
      trial.start();
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(new Finding(at, line(e), words(e)));
    }
  }

  private static int line(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Matcher place = PLACE.matcher(String.valueOf(cause.getMessage()));
      if (place.find()) {
        return Integer.parseInt(place.group(1));
      }
    }
    return 1;
  }

  private static String words(Throwable failure) {
    return Mishaps.reason(failure);
  }

  /** The real beans, looked at only: a context closes the registry that is its own. */
  private final class RealBeans implements BeanRepository {
    @Override
    public Object lookupByName(String name) {
      return real.getRegistry().lookupByName(name);
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
      return real.getRegistry().lookupByNameAndType(name, type);
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
      return wanted(type) ? real.getRegistry().findByTypeWithName(type) : Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
      return wanted(type) ? real.getRegistry().findByType(type) : Set.of();
    }

    /** What Camel collects by type to build itself from stays the real context's. */
    private boolean wanted(Class<?> type) {
      return !type.getName().startsWith("org.apache.camel.") || ComponentCustomizer.class.isAssignableFrom(type);
    }
  }

  /** What the real context knows of settings, the trial knows too. */
  private final class RealProperties implements PropertiesSource {
    @Override
    public String getName() {
      return "real";
    }

    @Override
    public String getProperty(String name) {
      return real.getPropertiesComponent().resolveProperty(name).orElse(null);
    }
  }
}
