package dev.signalbox.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Secret;
import dev.signalbox.channel.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReaderTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "bodi: .|webhooks/x.yaml:1: unknown key 'bodi' in the webhook; did you mean 'body'?",
      "body: '{a: '|webhooks/x.yaml:1: body is not jq:",
      "body: .title + {}|webhooks/x.yaml:1: body stumbles:",
      "body: .fields[]|webhooks/x.yaml:1: body makes more than one value",
      "body: empty|webhooks/x.yaml:1: body makes nothing of it",
      "body: env.HOME|webhooks/x.yaml:1: body",
      "body: $ENV.PATH|webhooks/x.yaml:1: body",
      "body: now|webhooks/x.yaml:1: body",
      "method: GET|webhooks/x.yaml:1: method 'GET' must be one of",
      "path: api|webhooks/x.yaml:1: path 'api' must begin with '/'",
      "path: '/x/{reference}'|webhooks/x.yaml:1: the path of 'open' cannot hold {reference}",
      "headers: {Authorization: Bearer x}|webhooks/x.yaml:1: 'Authorization' looks like a secret",
      "headers: {\"a b\": x}|webhooks/x.yaml:1: 'a b' is no header",
      "lifecycle: [opn]|webhooks/x.yaml:1: 'opn' is no part of a lifecycle",
      "{lifecycle: [open], close: {method: PUT}}|'close' is described, but 'lifecycle' leaves it out",
      "repeatable: maybe|repeatable must be true or false",
      "max_bytes: 5|max_bytes '5' must be a whole number from 1000",
  })
  void what_is_wrong_is_said_with_its_line(String text, String finding) {
    assertThat(WebhookFiles.findings(text)).anySatisfy(one -> assertThat(one).contains(finding.replace("; did you mean 'body'?", "")));
  }

  @Test
  void a_mapping_that_never_ends_by_calling_itself_is_refused() {
    assertThat(WebhookFiles.findings("body: 'def f: [f]; f'")).anySatisfy(one -> assertThat(one).contains("body stumbles"));
  }

  @Test
  void a_mapping_sees_nothing_but_the_notice() {
    assertThat(Mapping.of("[builtins[] | select(startswith(\"env\") or startswith(\"input\") or startswith(\"debug\"))]")
        .apply(Json.object())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "file:///etc/passwd", "gopher://x/", "https:///nowhere", "https://user:pw@host/", "ftp://host/", "not an address", "https://host/#x"
  })
  void an_address_that_is_none_is_refused_without_showing_it(String url) {
    assertThat(new WebhookSettings(new Secret(url), null, null).problems("ops"))
        .singleElement().asString().startsWith("signalbox.webhooks.ops.url must be").doesNotContain(url);
  }

  @Test
  void a_header_that_could_end_the_headers_is_refused() {
    assertThat(new WebhookSettings(null, null, Map.of("X-A", new Secret("a\r\nb"))).problems("ops"))
        .singleElement().asString().contains("signalbox.webhooks.ops.headers.X-A").doesNotContain("a\r");
  }
}
