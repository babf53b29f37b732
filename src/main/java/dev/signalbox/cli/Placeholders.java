package dev.signalbox.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code {{name}}} as a hub does: from a system property, else from the environment ({@code SIGNALBOX_X_Y} for
 * {@code signalbox.x.y}), else from what the placeholder itself gives after a colon. {@code {{env:NAME}}} is that variable.
 */
final class Placeholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

  private final UnaryOperator<@Nullable String> properties;
  private final UnaryOperator<@Nullable String> environment;

  Placeholders(UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  static Placeholders ofProcess() {
    return new Placeholders(System::getProperty, System::getenv);
  }

  /** @throws Trouble with the end of a sentence, which names what is missing and not what is there */
  String fill(String text) {
    return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match.group(1).strip())));
  }

  private String value(String placeholder) {
    boolean variable = placeholder.startsWith("env:");
    String named = variable ? placeholder.substring("env:".length()) : placeholder;
    int colon = named.indexOf(':');
    String name = colon < 0 ? named : named.substring(0, colon);
    String inEnvironment = variable ? name : name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
    return Optional.ofNullable(variable ? null : properties.apply(name))
        .or(() -> Optional.ofNullable(environment.apply(inEnvironment)))
        .or(() -> colon < 0 ? Optional.empty() : Optional.of(named.substring(colon + 1)))
        .orElseThrow(() -> Trouble.usage(
            "{{%s}} is not set; set the environment variable %s".formatted(placeholder, inEnvironment)));
  }
}
