package dev.signalbox.camel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.signalbox.Secret;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sink leaves for its channel in {@link dev.signalbox.delivery.Delivery#context}: who was on call, and the sink's
 * own parameters.
 *
 * @param recipient the name of the one person whom the delivery is for, whose particulars are looked up when it is sent
 * @param remark see {@link dev.signalbox.channel.Message#remark}
 */
record Context(
    @Nullable OnCall onCall, Map<String, String> options, @Nullable String recipient, @Nullable String remark) {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setSerializationInclusion(JsonInclude.Include.NON_NULL)
          .addMixIn(Person.class, WithoutSecrets.class);

  /** A delivery is kept, shown and perhaps buried: no key belongs into it. */
  private interface WithoutSecrets {
    @JsonIgnore
    Secret pagerDutyRoutingKey();
  }

  static String write(
      @Nullable OnCall onCall, Map<String, String> options, @Nullable String recipient, @Nullable String remark) {
    try {
      return JSON.writeValueAsString(new Context(onCall, options, recipient, remark));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write who is on call as JSON", e);
    }
  }

  /** The part of it that says who is on call, for what is told to places that have a context already. */
  static String onCall(OnCall onCall) {
    try {
      return JSON.writeValueAsString(onCall);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write who is on call as JSON", e);
    }
  }

  static Context read(String json) {
    try {
      return JSON.readValue(json, Context.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the delivery's context cannot be read: " + e.getOriginalMessage(), e);
    }
  }
}
