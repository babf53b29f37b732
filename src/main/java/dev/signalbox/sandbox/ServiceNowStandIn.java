package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ServiceNow's Table API for {@code incident} (and {@code sys_user}, {@code sys_journal_field}, {@code sys_choice} to read), with or without a version in
 * the path. Every value is text. A condition of a query that it does not understand is ignored, as there.
 */
public final class ServiceNowStandIn implements StandIn {

  private static final Pattern TABLE = Pattern.compile("/api/now(?:/(v\\d))?/table/(\\w+)(?:/([^/]+))?");
  private static final String TOKEN = "/oauth_token.do";

  private final String root;
  private final Clock clock;
  private final @Nullable String inboxUrl;
  private final Map<String, ServiceNowIncident> incidents = new LinkedHashMap<>();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private int lastNumber = 10_000;

  ServiceNowStandIn(String root, SandboxBuilder wanted) {
    this.root = root;
    this.clock = wanted.clock;
    this.inboxUrl = wanted.inboxUrl;
  }

  @Override
  public String system() {
    return "servicenow";
  }

  /** Newest first. */
  public synchronized List<ServiceNowIncident> incidents() {
    List<ServiceNowIncident> newestFirst = new ArrayList<>(incidents.values());
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  @Override
  public String operation(Call call) {
    if (call.path.equals(TOKEN)) {
      return "token";
    }
    boolean one = TABLE.matcher(call.path).replaceAll("$3").length() > 0 && TABLE.matcher(call.path).matches();
    return switch (call.method) {
      case "POST" -> "create";
      case "PATCH", "PUT" -> "update";
      default -> one ? "get" : "find";
    };
  }

  @Override
  public Answer answer(Call call) {
    if (call.operation().equals("token")) {
      return token(call);
    }
    if (call.path.equals("/nav_to.do") || call.path.equals("/incident.do")) {
      return inboxUrl == null ? Answer.text(404, "no pages here") : Answer.empty(302).with("Location", inboxUrl + "/servicenow");
    }
    Matcher path = TABLE.matcher(call.path);
    if (!path.matches()) {
      return error(400, "Requested URI does not represent any resource", call.path);
    }
    String table = path.group(2);
    if (!Set.of("incident", "sys_user", "sys_journal_field", "sys_choice").contains(table)) {
      return error(400, "Invalid table " + table, "");
    }
    String sysId = path.group(3);
    boolean writes = !call.method.equals("GET");
    if (writes && !call.header("Content-Type").contains("json")) {
      return error(415, "Unsupported media type", "Content-Type must be application/json");
    }
    if (writes && !call.json().isObject()) {
      return error(400, "Exception while reading request", "The payload is not valid JSON");
    }
    Answer answer = switch (call.method) {
      case "GET" -> sysId == null ? find(call, table, "v1".equals(path.group(1))) : get(call, sysId);
      case "POST" -> sysId == null ? create(call) : error(405, "Method not supported", "");
      case "PATCH", "PUT" -> sysId != null ? update(call, sysId) : error(405, "Method not supported", "");
      default -> error(405, "Method not supported", "");
    };
    boolean silent = call.header("X-no-response-body").equals("true") && answer.status() / 100 == 2;
    return silent ? new Answer(answer.status(), Map.of(), "") : answer;
  }

  private synchronized Answer create(Call call) {
    String problem = ServiceNowIncident.problem(Map.of(), call.json());
    if (!problem.isEmpty()) {
      return error(403, "Operation Failed", problem);
    }
    String correlation = call.json().path("correlation_id").asText("");
    String sysId = UUID.randomUUID().toString().replace("-", "");
    apply(call.accept(correlation, Trees.uuidIn(correlation), "opened", "created", sysId));
    String location = root + "/api/now/table/incident/" + sysId;
    return one(call, incidents.get(sysId), 201).with("Location", location);
  }

  private synchronized Answer update(Call call, String sysId) {
    ServiceNowIncident incident = incidents.get(sysId);
    if (incident == null) {
      return failing(404);
    }
    String problem = ServiceNowIncident.problem(incident.values(), call.json());
    if (!problem.isEmpty()) {
      return error(403, "Operation Failed", problem);
    }
    String correlation = incident.values().getOrDefault("correlation_id", "");
    String state = call.json().path("state").asText("");
    apply(call.accept(correlation, Trees.uuidIn(correlation), state.equals("6") || state.equals("7") ? "resolved" : "", "updated", sysId));
    return one(call, incidents.get(sysId), 200);
  }

  private synchronized Answer get(Call call, String sysId) {
    ServiceNowIncident incident = incidents.get(sysId);
    return incident == null ? failing(404) : one(call, incident, 200);
  }

  private Answer one(Call call, ServiceNowIncident incident, int status) {
    ObjectNode body = Trees.object();
    body.set("result", ServiceNowIncident.shown(incident.values(), call.query(), root));
    return Answer.json(status, body);
  }

  private synchronized Answer find(Call call, String table, boolean v1) {
    List<Map<String, String>> rows = switch (table) {
      case "incident" -> incidents.values().stream().map(ServiceNowIncident::values).toList();
      case "sys_choice" -> ServiceNowIncident.choices();
      case "sys_user" -> ServiceNowQuery.value(call.query(), "user_name").map(ServiceNowIncident::user).stream().toList();
      default -> incidents.values().stream().flatMap(incident -> incident.journal().stream()).toList();
    };
    List<Map<String, String>> found = ServiceNowQuery.of(call.query()).select(rows);
    if (found.isEmpty() && v1) {
      return failing(404);
    }
    ObjectNode body = Trees.object();
    ArrayNode result = body.putArray("result");
    found.forEach(row -> result.add(ServiceNowIncident.shown(row, call.query(), root)));
    return Answer.json(200, body).with("X-Total-Count", String.valueOf(found.size()));
  }

  private Answer token(Call call) {
    Map<String, String> form = Call.form(call.text);
    String grant = form.getOrDefault("grant_type", "");
    boolean complete = switch (grant) {
      case "password" -> form.containsKey("username") && form.containsKey("password");
      case "refresh_token" -> form.containsKey("refresh_token");
      default -> grant.equals("client_credentials");
    };
    if (!call.header("Content-Type").contains("form-urlencoded") || !complete || !form.containsKey("client_id")) {
      return Answer.json(401, Trees.object().put("error", "server_error").put("error_description", "access_denied"));
    }
    String token = UUID.randomUUID().toString().replace("-", "");
    tokens.add("Bearer " + token);
    return Answer.json(200, Trees.object()
        .put("access_token", token).put("refresh_token", token + "r").put("scope", "useraccount")
        .put("token_type", "Bearer").put("expires_in", 1800));
  }

  private void apply(Effect effect) {
    JsonNode body = Trees.read(effect.body());
    ServiceNowIncident before = incidents.get(effect.target());
    if (effect.did().equals("created")) {
      String number = "INC%07d".formatted(++lastNumber);
      incidents.put(effect.target(), ServiceNowIncident.create(effect.target(), number, body, effect.at()));
    } else if (before != null) {
      incidents.put(effect.target(), before.updated(body, effect.at()));
    }
  }

  @Override
  public synchronized void replay(Effect effect) {
    apply(effect);
  }

  @Override
  public synchronized void forget() {
    incidents.clear();
  }

  @Override
  public boolean letsIn(Call call) {
    return call.path.equals(TOKEN) || call.path.endsWith(".do") || tokens.contains(call.header("Authorization"));
  }

  @Override
  public Answer unauthorized() {
    return error(401, "User Not Authenticated", "Required to provide Auth information")
        .with("WWW-Authenticate", "BASIC realm=\"Service-now\"");
  }

  private static Answer error(int status, String message, String detail) {
    ObjectNode body = Trees.object();
    body.putObject("error").put("message", message).put("detail", detail);
    return Answer.json(status, body.put("status", "failure"));
  }

  @Override
  public Answer failing(int status) {
    return switch (status) {
      case 401 -> unauthorized();
      case 403 -> error(403, "Operation Failed", "ACL Exception Insert Failed due to security constraints");
      case 404 -> error(404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval");
      case 429 -> error(429, "Rate limit exceeded", "Rate limit of 100 requests per hour for Table API exceeded")
          .with("Retry-After", "1").with("X-RateLimit-Limit", "100").with("X-RateLimit-Rule", "Table API")
          .with("X-RateLimit-Reset", String.valueOf(clock.instant().getEpochSecond() + 1));
      default -> error(status, "Error " + status, "");
    };
  }
}
