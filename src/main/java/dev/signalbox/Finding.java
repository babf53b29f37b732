package dev.signalbox;

/**
 * One thing wrong with a file that somebody wrote, e.g. {@code schedules.yaml:12: timezone 'Europe/Berln' …}.
 *
 * @param file as the reader was given it, so that an editor or a person finds it
 * @param line from 1; 0 where the file as a whole is meant (missing, unreadable, empty)
 * @param message one sentence: key, value, remedy
 */
public record Finding(String file, int line, String message) {

  @Override
  public String toString() {
    return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
  }
}
