package dev.signalbox.camel.routes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The routes that run, file by file. A file owns the routes it names and those that its Kamelets brought along: Camel itself
 * leaves the latter running when a route is replaced, and a timer that fires into a route that is gone holds its poll for
 * half a minute.
 *
 * <p>Used by the loader's thread only.
 */
final class Stage {

  private static final int DRAIN_SECONDS = 20;

  private final CamelContext camel;
  private final Map<String, List<String>> routes = new HashMap<>();

  Stage(CamelContext camel) {
    this.camel = camel;
  }

  /** Builds and starts the routes of a file. If that fails, none of them is left. */
  void play(String file, String text) throws Exception {
    Set<String> before = ids();
    try {
      PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file, text));
      routes.put(file, added(before));
    } catch (Exception e) {
      routes.put(file, added(before));
      stop(file);
      throw e;
    }
  }

  private List<String> added(Set<String> before) {
    List<String> added = new ArrayList<>(definitions());
    added.removeAll(before);
    return added;
  }

  private Set<String> ids() {
    return new LinkedHashSet<>(definitions());
  }

  private List<String> definitions() {
    List<String> ids = camel.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toCollection(ArrayList::new));
    ((ModelCamelContext) camel).getRouteDefinitions().stream().map(definition -> definition.getRouteId()).filter(id -> id != null && !ids.contains(id)).forEach(ids::add);
    return ids;
  }

  /** Lets the routes of a file finish what they are doing, and removes them: sources first, so that nothing new comes in. */
  void stop(String file) throws Exception {
    List<String> ids = new ArrayList<>(routes.getOrDefault(file, List.of()));
    Collections.sort(ids, (a, b) -> Boolean.compare(isSource(b), isSource(a)));
    for (String id : ids) {
      if (camel.getRoute(id) != null) {
        camel.getRouteController().stopRoute(id, DRAIN_SECONDS, TimeUnit.SECONDS);
      }
    }
    for (String id : ids) {
      camel.removeRoute(id);
      ModelCamelContext model = (ModelCamelContext) camel;
      if (model.getRouteDefinition(id) != null) {
        model.removeRouteDefinition(model.getRouteDefinition(id));
      }
    }
    routes.remove(file);
  }

  private boolean isSource(String id) {
    Route route = camel.getRoute(id);
    return route != null && !route.getEndpoint().getEndpointUri().startsWith("kamelet:");
  }

  /** The ids of the routes that a file itself and its Kamelets made. */
  List<String> routesOf(String file) {
    return List.copyOf(routes.getOrDefault(file, List.of()));
  }

  /** Puts a Kamelet in place of the one with that name; routes that use it keep the old one until they are played again. */
  void kamelet(String file, String text) throws Exception {
    ((ModelCamelContext) camel).removeRouteTemplateDefinitions(name(file));
    PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file, text));
  }

  void removeKamelet(String file) throws Exception {
    ((ModelCamelContext) camel).removeRouteTemplateDefinitions(name(file));
  }

  /** Route configurations apply to routes that are built after them. */
  void configuration(String file, String text) throws Exception {
    ModelCamelContext model = (ModelCamelContext) camel;
    List.copyOf(model.getRouteConfigurationDefinitions())
        .forEach(
            definition -> {
              try {
                model.removeRouteConfiguration(definition);
              } catch (Exception e) {
                throw new IllegalStateException("a route configuration cannot be removed", e);
              }
            });
    PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file, text));
  }

  static String name(String kameletFile) {
    return kameletFile.substring(kameletFile.lastIndexOf('/') + 1).replace(".kamelet.yaml", "");
  }
}
