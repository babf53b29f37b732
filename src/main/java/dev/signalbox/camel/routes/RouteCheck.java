package dev.signalbox.camel.routes;

import dev.signalbox.Finding;
import java.util.List;
import java.util.Map;

/** Looks at files before anything is built of them. */
@FunctionalInterface
public interface RouteCheck {

  /**
   * @param files every file of the folder, by path relative to it: the one to check among the ones it refers to
   * @param path the one to check
   * @return what is wrong with it; empty if nothing is
   */
  List<Finding> check(Map<String, String> files, String path);
}
