package dev.signalbox.channel.servicenow;

import dev.signalbox.Secret;
import dev.signalbox.delivery.Ticket.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code signalbox.servicenow.*}: a user with password (basic), a client with secret (OAuth client credentials), or all
 * four (OAuth password grant).
 *
 * @param url of the instance, for example {@code https://example.service-now.com}
 * @param table default {@code incident}
 * @param resolvedState the state that means resolved, default {@code 6}; customers change these
 * @param progressState the state that means that somebody works on it, default {@code 2}
 * @param closeCode default {@code Solution provided}; data policies demand one of the instance's own list
 */
public record ServiceNowSettings(
    @Nullable String url,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable String clientId,
    @Nullable Secret clientSecret,
    @Nullable String table,
    @Nullable String resolvedState,
    @Nullable String closeCode,
    @Nullable String progressState) {

  private static final String NEW = "1";
  /** Resolved, closed, cancelled as ServiceNow ships them. */
  private static final Set<String> OVER = Set.of("6", "7", "8");

  public ServiceNowSettings {
    url = url == null ? null : url.replaceAll("/+$", "");
    table = table == null ? "incident" : table;
    resolvedState = resolvedState == null ? "6" : resolvedState;
    closeCode = closeCode == null ? "Solution provided" : closeCode;
    progressState = progressState == null ? "2" : progressState;
    if (!table.matches("[a-z0-9_]{1,80}")) {
      throw new IllegalArgumentException("signalbox.servicenow.table is not the name of a table: use letters, digits and _");
    }
  }

  /** How far a record is. */
  Category category(String state) {
    if (state.equals(resolvedState) || OVER.contains(state)) {
      return Category.DONE;
    }
    return state.equals(NEW) ? Category.NEW : Category.IN_PROGRESS;
  }

  public boolean asUser() {
    return username != null && password != null;
  }

  public boolean asClient() {
    return clientId != null && clientSecret != null;
  }

  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (url == null) {
      missing.add("signalbox.servicenow.url");
    }
    if (!asUser() && !asClient()) {
      missing.add("signalbox.servicenow.password with .username, or signalbox.servicenow.client-secret with .client-id");
    }
    return missing;
  }

  List<Secret> secrets() {
    return Stream.of(password, clientSecret).filter(secret -> secret != null).toList();
  }
}
