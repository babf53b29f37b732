package dev.signalbox.web.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The users of {@code signalbox.users.<name>}, as configured: {@code .password} (a bcrypt hash) or {@code
 * .password-file} for people, {@code .token} or {@code .token-file} for scripts, {@code .role}.
 */
public final class UserSettings {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern BCRYPT = Pattern.compile("(\\{bcrypt})?\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
  private static final int SHORTEST_TOKEN = 20;

  /** Viewers look; operators act too. */
  public enum Role {
    VIEWER,
    OPERATOR
  }

  /** One user, checked. {@code toString} tells no secret. */
  record User(String name, Optional<String> passwordHash, Optional<String> token, Role role) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final Map<String, User> users = new TreeMap<>();
  private final Map<String, String> problems = new TreeMap<>();

  private UserSettings(Map<String, Map<String, String>> configured) {
    Set<String> tokens = new HashSet<>();
    configured.forEach((name, settings) -> {
      Optional<String> password = secret(name, "password", settings);
      Optional<String> token = secret(name, "token", settings);
      password.filter(hash -> !BCRYPT.matcher(hash).matches())
          .ifPresent(hash -> problem(name, "password is not a bcrypt hash: make one with 'htpasswd -nBC 10 " + name + "'"));
      token.filter(text -> text.length() < SHORTEST_TOKEN)
          .ifPresent(text -> problem(name, "token is shorter than " + SHORTEST_TOKEN + " characters: use a random one"));
      token.filter(text -> !tokens.add(text))
          .ifPresent(text -> problem(name, "token belongs to another user too: give each their own"));
      if (password.isEmpty() && token.isEmpty()) {
        problem(name, "has neither password nor token: set signalbox.users.%s.password".formatted(name));
      }
      if (!NAME.matcher(name).matches()) {
        problem(name, "is not a user name: use lower-case letters, digits, '.', '_' and '-'");
      }
      users.put(name, new User(name, password.map(hash -> hash.replace("{bcrypt}", "")), token, role(name, settings)));
    });
  }

  /** Reads what is configured; wrong settings are found in {@link #problems}, nothing is thrown. */
  public static UserSettings of(Environment environment) {
    Map<String, Map<String, String>> configured = new TreeMap<>();
    Binder.get(environment)
        .bind("signalbox.users", Bindable.mapOf(String.class, Object.class))
        .orElse(Map.of())
        .forEach((name, settings) -> {
          Map<String, String> flat = new TreeMap<>();
          if (settings instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> flat.put(plain(String.valueOf(key)), String.valueOf(value)));
          }
          configured.put(name, flat);
        });
    return new UserSettings(configured);
  }

  /**
   * One line for each user in trouble, without the secrets, for the start to be refused with (exit code 2); empty if
   * all is well.
   */
  public List<String> problems() {
    return List.copyOf(problems.values());
  }

  public int count() {
    return users.size();
  }

  Optional<User> user(String name) {
    return Optional.ofNullable(users.get(name));
  }

  List<User> all() {
    return List.copyOf(users.values());
  }

  private Role role(String name, Map<String, String> settings) {
    String role = settings.getOrDefault("role", "operator");
    try {
      return Role.valueOf(role.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      problem(name, "role is '%s': use viewer or operator".formatted(role));
      return Role.VIEWER;
    }
  }

  private Optional<String> secret(String name, String what, Map<String, String> settings) {
    @Nullable String value = settings.get(what);
    @Nullable String file = settings.get(what + "file");
    if (value != null && file != null) {
      problem(name, "has both %s and %s-file: keep one".formatted(what, what));
    }
    if (value == null && file != null) {
      try {
        value = Files.readString(Path.of(file)).strip();
      } catch (IOException | RuntimeException e) {
        problem(name, "%s-file '%s' cannot be read: check that it exists and is readable".formatted(what, file));
        return Optional.of("");
      }
    }
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** The first one of each user: the others often follow from it. */
  private void problem(String name, String sentence) {
    problems.putIfAbsent(name, "signalbox.users.%s: %s".formatted(name, sentence));
  }

  /** {@code password-file}, {@code passwordFile} and {@code PASSWORDFILE} are the same setting. */
  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replace("-", "");
  }
}
