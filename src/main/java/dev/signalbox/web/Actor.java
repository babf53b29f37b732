package dev.signalbox.web;

import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The name under which an action enters the timeline. */
public final class Actor {

  private static final int LONGEST = 100;

  private Actor() {}

  /**
   * Whoever is signed in cannot act as somebody else: a script with the token of {@code slackbot} that acts for mira is
   * recorded as {@code mira via slackbot}. Without users the name is taken on trust.
   *
   * @param by the name in the request
   * @return empty if nobody is signed in and no name was given
   */
  public static Optional<String> of(@Nullable Principal signedIn, @Nullable String by) {
    Optional<String> given = Given.text(by);
    given.filter(name -> name.length() > LONGEST || !name.equals(Words.line(name))).ifPresent(name -> {
      throw Refusal.badInput("by '%s' is not a name: at most %d characters, no control characters", name, LONGEST);
    });
    if (signedIn == null) {
      return given;
    }
    String user = signedIn.getName();
    return Optional.of(given.filter(name -> !name.equals(user)).map(name -> name + " via " + user).orElse(user));
  }

  /** Whoever presses a button of the console; {@code console} where there are no users. */
  public static String ofConsole(@Nullable Principal signedIn) {
    return of(signedIn, null).orElse("console");
  }

  public static String required(@Nullable Principal signedIn, @Nullable String by) {
    return of(signedIn, by)
        .orElseThrow(() -> Refusal.badInput("by is missing: say who acts, for example {\"by\": \"mira\"}"));
  }
}
