package dev.signalbox.camel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.servicenow.ServiceNowSettings;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.component.servicenow.ServiceNowComponent;
import org.apache.camel.component.servicenow.ServiceNowConfiguration;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.jaxrs.client.WebClient;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Where the instance is and how to be let in. camel-servicenow does basic authentication. A token of OAuth is got here, by
 * either grant, and put into its requests: the component knows the password grant alone, and keeps a token that the instance
 * has withdrawn until it runs out.
 */
public final class ServiceNowAccess {

  /** A token is renewed this long before it runs out, so that it does not run out on the way. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final ServiceNowSettings settings;
  private final Clock clock;
  private final Duration answer;
  private @Nullable Token token;

  private record Token(String bearer, Instant until) {}

  public ServiceNowAccess(ServiceNowSettings settings, Clock clock) {
    this(settings, clock, Duration.ofSeconds(10));
  }

  ServiceNowAccess(ServiceNowSettings settings, Clock clock, Duration answer) {
    this.settings = settings;
    this.clock = clock;
    this.answer = answer;
  }

  /** Before the component makes its first client. */
  public void customize(ServiceNowComponent component) {
    ServiceNowConfiguration configuration = new ServiceNowConfiguration();
    // without a URL of its own the component would call an instance named after the endpoint
    configuration.setApiUrl((settings.url() == null ? "http://localhost:9" : settings.url()) + "/api");
    configuration.setHttpClientPolicy(policy());
    if (settings.asUser() && !settings.asClient()) {
      configuration.setUserName(settings.username());
      configuration.setPassword(settings.password().reveal());
    }
    component.setConfiguration(configuration);
    Bus bus = BusFactory.getDefaultBus();
    bus.getInInterceptors().removeIf(NoteAnswer.class::isInstance);
    bus.getInInterceptors().add(new NoteAnswer(answer));
    // a Fault becomes a reply: CXF need not log it with a stack trace as well
    bus.setProperty(FaultListener.class.getName(), (FaultListener) (exception, description, message) -> false);
    bus.getOutInterceptors().removeIf(i -> i instanceof AddToken || i instanceof CheckDestination);
    bus.getOutInterceptors().add(new CheckDestination());
    if (settings.asClient()) {
      bus.getOutInterceptors().add(new AddToken(this));
    }
  }

  private HTTPClientPolicy policy() {
    HTTPClientPolicy policy = new HTTPClientPolicy();
    policy.setConnectionTimeout(Math.min(3000, answer.toMillis()));
    policy.setReceiveTimeout(answer.toMillis());
    policy.setAutoRedirect(false);
    policy.setAllowChunking(false);
    return policy;
  }

  private synchronized Optional<String> bearer() {
    if (token == null || clock.instant().isAfter(token.until())) {
      token = fetch();
    }
    return Optional.ofNullable(token).map(Token::bearer);
  }

  synchronized void forgetToken() {
    token = null;
  }

  private @Nullable Token fetch() {
    WebClient client = WebClient.create(settings.url() + "/oauth_token.do");
    try {
      WebClient.getConfig(client).getHttpConduit().setClient(policy());
      // ServiceNow wants a form here, JSON gives an error that does not say so
      Form form = new Form()
          .param("grant_type", settings.asUser() ? "password" : "client_credentials")
          .param("client_id", settings.clientId())
          .param("client_secret", settings.clientSecret().reveal());
      if (settings.asUser()) {
        form.param("username", settings.username()).param("password", settings.password().reveal());
      }
      Response answer = client.type(MediaType.APPLICATION_FORM_URLENCODED).accept(MediaType.APPLICATION_JSON).invoke("POST", form);
      String body = answer.readEntity(String.class);
      JsonNode json = Json.read(body == null ? "" : body).orElseGet(Json::object);
      String bearer = json.path("access_token").asText("");
      if (bearer.isEmpty() && (answer.getStatus() / 100 == 2 || answer.getStatus() == 429 || answer.getStatus() >= 500)) {
        throw new NoToken(answer.getStatus()); // its answer stays noted, and is what the channel hears
      }
      LastAnswer.forget(); // it is not the answer to the request that waits for the token
      Duration life = Duration.ofSeconds(Math.max(0, json.path("expires_in").asLong(0)));
      return bearer.isEmpty() ? null : new Token(bearer, clock.instant().plus(life).minus(MARGIN));
    } finally {
      client.close();
    }
  }

  /** The instance gives none at the moment: it is busy or asleep, which says nothing of the credentials. */
  private static final class NoToken extends RuntimeException {
    NoToken(int status) {
      super("HTTP " + status, null, false, false);
    }
  }

  private static final class CheckDestination extends AbstractPhaseInterceptor<Message> {
    CheckDestination() {
      super(Phase.PRE_LOGICAL);
      addBefore(AddToken.class.getName());
    }

    @Override
    public void handleMessage(Message message) {
      try {
        Destinations.check(URI.create(String.valueOf(message.get(Message.ENDPOINT_ADDRESS))).getHost());
      } catch (UnknownHostException e) {
        throw new Fault(e);
      }
    }
  }

  /** Sends the request without a token if there is none: the 401 that follows says what is wrong. */
  private static final class AddToken extends AbstractPhaseInterceptor<Message> {
    private final ServiceNowAccess access;

    AddToken(ServiceNowAccess access) {
      super(Phase.PRE_LOGICAL);
      this.access = access;
    }

    @Override
    public void handleMessage(Message message) {
      String uri = String.valueOf(message.get(Message.ENDPOINT_ADDRESS));
      if (uri.endsWith("/oauth_token.do")) {
        return;
      }
      @SuppressWarnings("unchecked")
      Map<String, List<String>> headers = (Map<String, List<String>>) message.get(Message.PROTOCOL_HEADERS);
      access.bearer().ifPresent(bearer -> headers.put("Authorization", new ArrayList<>(List.of("Bearer " + bearer))));
      message.getExchange().put(ServiceNowAccess.class, access);
    }
  }
}
