package dev.signalbox.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.crypto.bcrypt.BCrypt;

class UserSettingsTest {

  private static final String HASH = BCrypt.hashpw("secret", BCrypt.gensalt(4));
  private static final String TOKEN = "canary-token-0123456789";

  private final MockEnvironment environment = new MockEnvironment();

  private UserSettings with(String... settings) {
    for (int i = 0; i < settings.length; i += 2) {
      environment.setProperty("signalbox.users." + settings[i], settings[i + 1]);
    }
    return UserSettings.of(environment);
  }

  @Test
  void a_user_has_a_password_or_a_token_and_is_an_operator_unless_said_otherwise() {
    UserSettings settings = with("mira.password", HASH, "bot.token", TOKEN, "olli.password", "{bcrypt}" + HASH, "olli.role", "viewer");

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.count()).isEqualTo(3);
    assertThat(settings.user("mira").orElseThrow().role()).isEqualTo(UserSettings.Role.OPERATOR);
    assertThat(settings.user("olli").orElseThrow().role()).isEqualTo(UserSettings.Role.VIEWER);
    assertThat(settings.user("olli").orElseThrow().passwordHash()).contains(HASH);
  }

  @Test
  void secrets_come_from_files_and_users_from_the_environment_too(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    StandardEnvironment variables = new StandardEnvironment();
    variables.getPropertySources().addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
        Map.of("SIGNALBOX_USERS_MIRA_PASSWORD", HASH, "SIGNALBOX_USERS_MIRA_TOKENFILE", file.toString())));

    assertThat(with("bot.token-file", file.toString()).user("bot").orElseThrow().token()).contains(TOKEN);
    assertThat(UserSettings.of(variables).problems()).isEmpty();
    assertThat(UserSettings.of(variables).user("mira").orElseThrow().token()).contains(TOKEN);
  }

  @Test
  void every_problem_is_one_line_that_names_the_setting_and_never_the_secret() {
    UserSettings settings = with(
        "a.password", "canary-in-the-clear", "b.token", "canary", "c.role", "viewer", "d.token", TOKEN, "e.token", TOKEN,
        "f.token-file", "/no/such/file", "g.token", TOKEN + "g", "g.role", "root", "h.token", TOKEN + "h", "h.token-file", "x");

    assertThat(settings.problems()).hasSize(7).allSatisfy(line -> assertThat(line).doesNotContain("canary", "\n"));
    assertThat(settings.problems()).anySatisfy(line -> assertThat(line).isEqualTo(
        "signalbox.users.a: password is not a bcrypt hash: make one with 'htpasswd -nBC 10 a'"));
    assertThat(settings.problems()).anySatisfy(line -> assertThat(line).startsWith("signalbox.users.g: role is 'root'"));
    assertThatThrownBy(() -> new Users(settings)).isInstanceOf(IllegalStateException.class).hasMessageNotContaining("canary");
  }
}
