package dev.signalbox.web.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Knows the users by name and by token. */
final class Users implements UserDetailsService {

  private final UserSettings settings;
  private final List<Holder> holders;

  private record Holder(UserSettings.User user, byte[] digest) {}

  Users(UserSettings settings) {
    if (!settings.problems().isEmpty()) {
      throw new IllegalStateException(String.join("\n", settings.problems()));
    }
    this.settings = settings;
    this.holders = settings.all().stream()
        .flatMap(user -> user.token().map(token -> new Holder(user, digest(token))).stream())
        .toList();
  }

  boolean none() {
    return settings.count() == 0;
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    UserSettings.User user = settings.user(name).orElseThrow(() -> new UsernameNotFoundException("unknown"));
    String hash = user.passwordHash().orElseThrow(() -> new UsernameNotFoundException("token only"));
    return User.withUsername(user.name()).password(hash).roles(user.role().name()).build();
  }

  /** Compares digests of equal length with every user's, so that the time tells nothing about the token. */
  Optional<Authentication> byToken(String token) {
    byte[] given = digest(token);
    Authentication found = null;
    for (Holder holder : holders) {
      if (MessageDigest.isEqual(given, holder.digest())) {
        found = UsernamePasswordAuthenticationToken.authenticated(
            holder.user().name(), "", AuthorityUtils.createAuthorityList("ROLE_" + holder.user().role().name()));
      }
    }
    return Optional.ofNullable(found);
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
