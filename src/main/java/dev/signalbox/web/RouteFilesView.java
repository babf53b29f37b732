package dev.signalbox.web;

import java.util.List;

/** The files of the routes folder and what the checker says about them, to look at. */
public interface RouteFilesView {

  /** Every file that was found, by path; a deleted file is gone from here too. */
  List<RouteFile> files();

  /**
   * @param file relative to the routes folder, for example {@code rules/sla-breach.camel.yaml}
   * @param ok whether the file on disk is the version that runs
   * @param running whether some version of it runs: false with {@code ok} false means that the file never loaded
   * @param findings one line each, {@code file:line: message}; warnings of a good file too
   */
  record RouteFile(String file, boolean ok, boolean running, List<String> findings) {}
}
