package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Jira: Cloud under {@code /rest/api/3}, Data Center under {@code /rest/api/2}, both on the same issues. What is created is there at
 * once by key, but {@link JiraSearch} sees it only after a while. Every project exists.
 */
public final class JiraStandIn implements StandIn {

  private final String root;
  private final Clock clock;
  private final Duration searchLag;
  private final Set<String> users;
  private final @Nullable String inboxUrl;
  /** Every version of each issue, oldest first: search looks at an older one. */
  private final Map<String, List<JiraIssue>> issues = new LinkedHashMap<>();
  private final Map<String, Integer> lastNumber = new LinkedHashMap<>();
  private Set<String> askedWhenDone = Set.of();
  private long lastId = 10_000;

  JiraStandIn(String root, SandboxBuilder wanted) {
    this.root = root;
    this.clock = wanted.clock;
    this.searchLag = wanted.jiraSearchLag;
    this.users = Set.copyOf(wanted.jiraUsers);
    this.inboxUrl = wanted.inboxUrl;
  }

  @Override
  public String system() {
    return "jira";
  }

  /** Newest first, as they stand now. */
  public synchronized List<JiraIssue> issues() {
    List<JiraIssue> newestFirst = new ArrayList<>(issues.values().stream().map(JiraStandIn::last).toList());
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  @Override
  public String operation(Call call) {
    String[] parts = parts(call);
    boolean read = call.method.equals("GET");
    String what = parts.length > 0 ? parts[0] : "";
    if (!what.equals("issue")) {
      return what.isEmpty() ? "unknown" : what; // search, myself, serverInfo, project
    }
    if (parts.length <= 2) {
      return parts.length == 1 ? "create-issue" : read ? "get-issue" : "edit-issue";
    }
    return switch (parts[2]) {
      case "assignee" -> "assign";
      case "comment" -> read ? "list-comments" : "comment";
      case "transitions" -> read ? "list-transitions" : "transition";
      case "properties" -> read ? "get-property" : "set-property";
      default -> "unknown";
    };
  }

  private static int version(Call call) {
    return call.path.startsWith("/rest/api/2") ? 2 : 3;
  }

  private static String[] parts(Call call) {
    String path = call.path.replaceFirst("^/rest/api/(2|3|latest)/", "/");
    return path.equals(call.path) ? new String[] {"unknown"} : path.substring(1).split("/");
  }

  @Override
  public Answer answer(Call call) {
    if (call.path.startsWith("/browse/")) {
      String anchor = call.path.substring("/browse/".length());
      return inboxUrl == null ? Answer.text(404, "no pages here") : Answer.empty(302).with("Location", inboxUrl + "/jira#" + anchor);
    }
    String[] parts = parts(call);
    return switch (call.operation()) {
      case "create-issue" -> call.method.equals("POST") ? create(call) : failing(405);
      case "search" -> search(call, parts.length > 1 && parts[1].equals("jql"));
      case "myself" -> Answer.json(200, Trees.object().put("accountId", "signalbox").put("name", "signalbox").put("active", true));
      case "mypermissions" -> {
        ObjectNode permissions = Trees.object();
        for (String name : call.query().getOrDefault("permissions", "").split(",")) {
          permissions.putObject(name).put("key", name).put("havePermission", true);
        }
        yield Answer.json(200, Trees.object().set("permissions", permissions));
      }
      case "issueLink" -> link(call);
      case "serverInfo" -> Answer.json(200, Trees.object()
          .put("baseUrl", root).put("version", "1001.0.0").put("deploymentType", version(call) == 3 ? "Cloud" : "Server"));
      case "project" -> Answer.json(200, Trees.object().put("id", "10000").put("key", parts[parts.length - 1]));
      case "unknown" -> Answer.text(404, "");
      default -> onIssue(call, parts);
    };
  }

  private Answer create(Call call) {
    JsonNode body = call.json();
    JiraRules rules = new JiraRules(version(call));
    ObjectNode errors = rules.errors(body);
    if (!errors.isEmpty()) {
      return refused(errors);
    }
    String label = marker(body);
    synchronized (this) {
      String project = body.at("/fields/project/key").asText();
      String key = project + "-" + (lastNumber.getOrDefault(project, 0) + 1);
      apply(call.accept(label, Trees.uuidIn(label), "opened", "created", key));
      JiraIssue issue = last(issues.get(key));
      return Answer.json(201, Trees.object()
          .put("id", String.valueOf(issue.id())).put("key", key).put("self", root + "/rest/api/" + version(call) + "/issue/" + issue.id()));
    }
  }

  private synchronized Answer link(Call call) {
    for (String end : List.of("inwardIssue", "outwardIssue")) {
      if (!issues.containsKey(call.json().path(end).path("key").asText())) {
        return failing(404);
      }
    }
    if (call.json().at("/type/name").asText().isEmpty()) {
      return Answer.json(400, errors("No issue link type with name '' found."));
    }
    JiraIssue to = last(issues.get(call.json().at("/outwardIssue/key").asText()));
    apply(call.accept("", incident(to), "", "linked", to.key()));
    return Answer.empty(201);
  }

  /** The label by which the sender finds its issue again. */
  private static String marker(JsonNode body) {
    for (JsonNode label : body.at("/fields/labels")) {
      if (!Trees.uuidIn(label.asText()).isEmpty()) {
        return label.asText();
      }
    }
    return "";
  }

  private Answer search(Call call, boolean jqlPath) {
    int version = version(call);
    if (version == 3 && !jqlPath) {
      return Answer.json(410, errors("The requested API has been removed. Please migrate to the /rest/api/3/search/jql API."));
    }
    if (version == 2 && jqlPath) {
      return Answer.text(404, "");
    }
    synchronized (this) {
      return new JiraSearch(root, version, issues.values(), clock.instant().minus(searchLag)).answer(call);
    }
  }

  private synchronized Answer onIssue(Call call, String[] parts) {
    JiraIssue issue = issues.values().stream().map(JiraStandIn::last)
        .filter(each -> each.key().equals(parts[1]) || String.valueOf(each.id()).equals(parts[1]))
        .findFirst().orElse(null);
    if (issue == null) {
      return failing(404);
    }
    JiraRules rules = new JiraRules(version(call));
    return switch (call.operation()) {
      case "get-issue" -> {
        String wanted = call.query().getOrDefault("fields", "*all");
        ObjectNode answer = issue.json(root, version(call), Arrays.asList(wanted.split(",")));
        if (List.of(call.query().getOrDefault("expand", "").split(",")).contains("transitions")) {
          // without the fields of their screens, which only the list of transitions has
          transitions(answer, issue).forEach(transition -> ((ObjectNode) transition).remove("fields"));
        }
        yield Answer.json(200, answer);
      }
      case "edit-issue" -> rules.editErrors(call.json()).isEmpty() ? took(call, issue, "edited", 204) : refused(rules.editErrors(call.json()));
      case "assign" -> assign(call, issue);
      case "list-comments" -> {
        ObjectNode answer = Trees.object().put("startAt", 0).put("total", issue.comments().size());
        ArrayNode comments = answer.putArray("comments");
        issue.comments().forEach(comment -> comments.add(JiraIssue.json(comment)));
        yield Answer.json(200, answer);
      }
      case "comment" -> {
        ObjectNode errors = rules.textErrors("comment", call.json().path("body"));
        if (!errors.isEmpty()) {
          yield refused(errors);
        }
        took(call, issue, "commented", 201);
        List<JiraIssue.Comment> comments = last(issues.get(issue.key())).comments();
        yield Answer.json(201, JiraIssue.json(comments.get(comments.size() - 1)));
      }
      case "list-transitions" -> {
        ObjectNode answer = Trees.object().put("expand", "transitions");
        transitions(answer, issue);
        yield Answer.json(200, answer);
      }
      case "transition" -> JiraWorkflow.from(issue.status(), call.json().at("/transition/id").asText())
          .map(transition -> transition(call, issue, transition))
          .orElseGet(() -> Answer.json(400, errors(
              "It seems that you have tried to perform a workflow operation that is not valid for the current state of this issue.")));
      case "set-property" -> {
        boolean known = issue.properties().containsKey(parts[3]);
        apply(call.accept("", incident(issue), "", "set", issue.key(), Trees.write(Trees.object().put("key", parts[3]).set("value", call.json()))));
        yield Answer.empty(known ? 200 : 201);
      }
      case "get-property" -> parts.length > 3 && issue.properties().containsKey(parts[3])
          ? Answer.json(200, Trees.object().put("key", parts[3]).set("value", issue.properties().get(parts[3])))
          : failing(404);
      default -> Answer.text(404, "");
    };
  }

  /** From now on the screen of every transition to done asks for these fields, and takes no other. */
  public synchronized void askWhenDone(String... fields) {
    askedWhenDone = Set.of(fields);
  }

  private Set<String> asked(JiraWorkflow.Transition transition) {
    return JiraWorkflow.category(transition.to()).equals("done") ? askedWhenDone : Set.of();
  }

  private Answer transition(Call call, JiraIssue issue, JiraWorkflow.Transition transition) {
    Set<String> asked = asked(transition);
    ObjectNode errors = Trees.object();
    asked.stream().filter(field -> call.json().path("fields").path(field).isMissingNode())
        .forEach(field -> errors.put(field, field + " is required."));
    call.json().path("fields").fieldNames().forEachRemaining(field -> {
      if (!asked.contains(field)) {
        errors.put(field, "Field '%s' cannot be set. It is not on the appropriate screen, or unknown.".formatted(field));
      }
    });
    return errors.isEmpty() ? took(call, issue, "transitioned", 204) : refused(errors);
  }

  private ArrayNode transitions(ObjectNode answer, JiraIssue issue) {
    ArrayNode transitions = answer.putArray("transitions");
    JiraWorkflow.from(issue.status()).forEach(transition -> transitions.add(transition.json(asked(transition))));
    return transitions;
  }

  private Answer assign(Call call, JiraIssue issue) {
    String field = version(call) == 3 ? "accountId" : "name";
    JsonNode who = call.json().path(field);
    if (who.isMissingNode()) {
      return refused(Trees.object().put("assignee", "one of 'accountId' or 'name' is required"));
    }
    boolean person = who.isTextual() && !who.asText().equals("-1");
    if (person && !users.isEmpty() && !users.contains(who.asText())) {
      return refused(Trees.object().put("assignee", "User '%s' cannot be assigned issues.".formatted(who.asText())));
    }
    return took(call, issue, "assigned", 204);
  }

  private Answer took(Call call, JiraIssue issue, String did, int status) {
    apply(call.accept("", incident(issue), "", did, issue.key()));
    return Answer.empty(status);
  }

  private static String incident(JiraIssue issue) {
    return Trees.uuidIn(String.join(" ", issue.labels()));
  }

  private void apply(Effect effect) {
    JsonNode body = Trees.read(effect.body());
    Instant at = effect.at();
    switch (effect.operation()) {
      case "create-issue" -> add(effect, body);
      case "edit-issue" -> change(effect, issue -> issue.withFields(JiraRules.edited(issue, body), at));
      case "assign" -> change(effect, issue -> issue.withAssignee(assignee(body), at));
      case "comment" -> {
        JiraIssue.Comment comment = new JiraIssue.Comment(++lastId, body.path("body"), at);
        change(effect, issue -> issue.withComment(comment, at));
      }
      case "transition" -> change(effect, issue -> JiraWorkflow.from(issue.status(), body.at("/transition/id").asText())
          .map(transition -> issue.withFields(body.path("fields"), at).withStatus(transition.to(), at)).orElse(issue));
      case "issueLink" -> change(effect, issue -> issue.withProperty("linked", body.path("inwardIssue").path("key"), at));
      case "set-property" -> change(effect, issue -> issue.withProperty(body.path("key").asText(), body.path("value"), at));
      default -> throw new IllegalStateException("an effect that Jira does not have: " + effect.operation());
    }
  }

  private void add(Effect effect, JsonNode body) {
    String key = effect.target();
    ObjectNode fields = body.path("fields").deepCopy();
    JsonNode given = fields.remove("assignee");
    String assignee = given == null ? null : assignee(given.has("id") ? Trees.object().set("accountId", given.get("id")) : given);
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    body.path("properties").forEach(property -> properties.put(property.path("key").asText(), property.path("value")));
    JiraIssue issue = new JiraIssue(
        ++lastId, key, fields, JiraWorkflow.FIRST, assignee, List.of(), properties, effect.at(), effect.at());
    issues.put(key, new ArrayList<>(List.of(issue)));
    int dash = key.lastIndexOf('-');
    lastNumber.put(key.substring(0, dash), Integer.parseInt(key.substring(dash + 1)));
  }

  private static @Nullable String assignee(JsonNode body) {
    JsonNode who = body.has("accountId") ? body.get("accountId") : body.path("name");
    return who.isTextual() && !who.asText().equals("-1") ? who.asText() : null;
  }

  private void change(Effect effect, Function<JiraIssue, JiraIssue> how) {
    List<JiraIssue> versions = issues.get(effect.target());
    if (versions != null) {
      versions.add(how.apply(last(versions)));
    }
  }

  private static JiraIssue last(List<JiraIssue> versions) {
    return versions.get(versions.size() - 1);
  }

  @Override
  public synchronized void replay(Effect effect) {
    apply(effect);
  }

  @Override
  public synchronized void forget() {
    issues.clear();
    lastNumber.clear();
    askedWhenDone = Set.of();
  }

  @Override
  public boolean letsIn(Call call) {
    return call.path.startsWith("/browse/"); // a person with a browser
  }

  @Override
  public Answer unauthorized() {
    return Answer.text(401, "Client must be authenticated to access this resource.");
  }

  static Answer refused(ObjectNode errors) {
    ObjectNode body = errors("");
    body.putArray("errorMessages");
    body.set("errors", errors);
    return Answer.json(400, body);
  }

  static ObjectNode errors(String message) {
    ObjectNode body = Trees.object();
    body.putArray("errorMessages").add(message);
    body.putObject("errors");
    return body;
  }

  @Override
  public Answer failing(int status) {
    return switch (status) {
      case 400 -> Answer.json(400, errors("bad request"));
      case 403 -> Answer.json(403, errors("You do not have permission to do this."));
      case 404 -> Answer.json(404, errors("Issue does not exist or you do not have permission to see it."));
      case 401 -> unauthorized();
      case 429 -> Answer.json(429, errors("Rate limit exceeded.")).with("Retry-After", "1").with("RateLimit-Reason", "jira-burst-based");
      default -> Answer.text(status, "");
    };
  }
}
