package dev.signalbox;

import org.springframework.boot.SpringBootExceptionReporter;

/** Says what is wrong with the settings, one line each and no stack trace. Named in {@code META-INF/spring.factories}. */
public final class SettingsReporter implements SpringBootExceptionReporter {

  @Override
  public boolean reportException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadSettings bad) {
        bad.problems().forEach(problem -> System.err.println("signalbox: " + problem));
        return true;
      }
    }
    return false;
  }
}
