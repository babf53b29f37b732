package dev.signalbox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceNowStandInTest {

  private static final String TABLE = "/servicenow/api/now/table/incident";

  private final Sandbox sandbox = Sandbox.builder().basic("servicenow", "hub", "secret").start();
  private final Client client = new Client(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Client.Got call(String method, String path, String body) throws Exception {
    return client.send(method, path, body, "Authorization", "Basic aHViOnNlY3JldA==");
  }

  @Test
  void an_incident_is_created_found_and_updated() throws Exception {
    Client.Got created = call("POST", TABLE, "{\"short_description\":\"down\",\"urgency\":1,\"impact\":\"2\",\"correlation_id\":\"c-1\",\"nonsense\":\"x\",\"assigned_to\":\"anna\"}");
    assertThat(created.status()).isEqualTo(201);
    JsonNode incident = created.json().path("result");
    assertThat(incident).allMatch(value -> value.isTextual() || value.has("link"), "only text and references");
    assertThat(incident.path("number").asText()).matches("INC\\d{7}");
    assertThat(incident.path("priority").asText()).isEqualTo("2");
    assertThat(incident.has("nonsense")).isFalse();
    assertThat(incident.at("/assigned_to/value").asText()).isEqualTo("anna");
    assertThat(created.header("Location")).endsWith(incident.path("sys_id").asText());

    String one = TABLE + "/" + incident.path("sys_id").asText();
    assertThat(call("PATCH", one, "{\"state\":\"6\"}").status()).as("data policy").isEqualTo(403);
    assertThat(call("PATCH", one, "{\"state\":\"6\",\"close_code\":\"Solved\",\"close_notes\":\"up\",\"work_notes\":\"n\"}").json().at("/result/state").asText()).isEqualTo("6");
    JsonNode read = call("GET", one + "?sysparm_exclude_reference_link=true&sysparm_fields=work_notes,assigned_to", "").json().path("result");
    assertThat(read.toString()).isEqualTo("{\"work_notes\":\"\",\"assigned_to\":\"anna\"}");
    assertThat(sandbox.serviceNow().incidents().get(0).journal()).hasSize(1);
    assertThat(call("GET", TABLE + "/none", "").status()).isEqualTo(404);
  }

  @Test
  void a_query_with_a_typing_mistake_finds_everything() throws Exception {
    call("POST", TABLE, "{\"correlation_id\":\"c-1\"}");
    call("POST", TABLE, "{\"correlation_id\":\"c-2\"}");
    assertThat(found("correlation_id=c-2")).hasSize(1);
    assertThat(found("correlation_id=c-3")).isEmpty();
    assertThat(found("corelation_id=c-3")).as("as in ServiceNow").hasSize(2);
    assertThat(found("correlation_id=c-1^ORcorrelation_display=x")).hasSizeBetween(1, 2);
    assertThat(call("GET", "/servicenow/api/now/v1/table/incident?sysparm_query=correlation_id=c-3", "").status()).isEqualTo(404);
  }

  private JsonNode found(String query) throws Exception {
    return call("GET", TABLE + "?sysparm_query=" + query.replace("^", "%5E"), "").json().path("result");
  }

  @Test
  void a_token_is_given_for_a_form_and_then_lets_in() throws Exception {
    String form = "grant_type=client_credentials&client_id=a&client_secret=b";
    assertThat(client.post("/servicenow/oauth_token.do", "{}").status()).isEqualTo(401);
    String token = client.post("/servicenow/oauth_token.do", form, "Content-Type", "application/x-www-form-urlencoded").json().path("access_token").asText();
    assertThat(client.get(TABLE, "Authorization", "Bearer " + token).status()).isEqualTo(200);
    Client.Got refused = client.get(TABLE, "Authorization", "Bearer other");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().path("status").asText()).isEqualTo("failure");
  }

  @Test
  @SuppressWarnings("try") // Camel's close may be interrupted
  void camel_servicenow_creates_finds_and_updates() throws Exception {
    String endpoint = "servicenow:sandbox?userName=hub&password=secret&apiUrl=%s/servicenow/api".formatted(sandbox.url());
    try (CamelContext context = new DefaultCamelContext()) {
      context.start();
      ProducerTemplate camel = context.createProducerTemplate();
      Map<?, ?> created = camel.requestBodyAndHeaders(endpoint, Map.of("short_description", "down", "correlation_id", "c-1"),
          Map.of("CamelServiceNowResource", "table", "CamelServiceNowAction", "create", "CamelServiceNowTable", "incident"), Map.class);
      assertThat(created.get("number")).asString().startsWith("INC");

      List<?> found = camel.requestBodyAndHeaders(endpoint, null, Map.of("CamelServiceNowResource", "table", "CamelServiceNowAction", "retrieve",
          "CamelServiceNowTable", "incident", "CamelServiceNowQuery", "correlation_id=c-1^ORDERBYsys_created_on", "CamelServiceNowLimit", 2), List.class);
      assertThat(found).hasSize(1);

      Map<?, ?> updated = camel.requestBodyAndHeaders(endpoint, Map.of("state", "2"), Map.of("CamelServiceNowResource", "table", "CamelServiceNowAction", "modify",
          "CamelServiceNowTable", "incident", "CamelServiceNowSysId", created.get("sys_id")), Map.class);
      assertThat(updated.get("state")).isEqualTo("2");
    }
    assertThat(sandbox.ledger.effects("servicenow")).extracting(Effect::did).containsExactly("created", "updated");
  }
}
