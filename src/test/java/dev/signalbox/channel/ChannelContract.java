package dev.signalbox.channel;

import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.NOW;
import static dev.signalbox.channel.Messages.a_downtime;
import static dev.signalbox.channel.Messages.an_announcement;
import static dev.signalbox.channel.Messages.hostile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every channel. A new one inherits these and adds its own golden files and error table. */
public abstract class ChannelContract {

  static final String HUGE = "€😀<&>\"\\ ".repeat(20_000);

  protected abstract Channel channel();

  protected abstract Channel unconfigured();

  /** What must never be seen, as the channel was given it. */
  protected abstract List<String> secrets();

  protected abstract String address();

  /** Throws unless every limit of the vendor holds for this request. */
  protected abstract void assertWithinLimits(Request request);

  protected boolean speaksHttp() {
    return true;
  }

  /** Whether each address has credentials and a limit of its own. */
  protected boolean eachAddressForItself() {
    return false;
  }

  private Reach limited() {
    return eachAddressForItself() ? Reach.ADDRESS : Reach.CHANNEL;
  }

  protected Message message(Messages messages) {
    return messages.to(channel().name(), address()).build();
  }

  static Stream<String> hostileValues() {
    return Stream.of(
        "x\r\nBcc: evil@example.org\r\n\r\n<html>", "a\u0000b\u001b[2Jc\u202edcba\u2066", "<script>alert(1)</script>", HUGE,
        "<!channel> <@U123> <https://evil|https://bank> *x* `y`", "x\" OR project = SEC ORDER BY created --\\",
        "${sysenv.PATH} {{env:SLACK_TOKEN}} #{7*7} <#assign x=1>", "x^ORactive=true^NQpriority=1", "\ud83d lone \udc00", " ",
        "=?utf-8?q?=0d=0aBcc:e=40x?=", "瘍瘊Subject: x", "javascript:gs.getUserName()");
  }

  @ParameterizedTest
  @MethodSource("hostileValues")
  void hostile_and_huge_values_stay_within_the_limits(String value) {
    for (ChangeKind kind : ChangeKind.values()) {
      if (channel().takes(kind) && kind != ChangeKind.ILLUSTRATED) { // which says nothing of its own
        assertWithinLimits(Conversation.request(channel(), message(hostile(value).kind(kind))));
      }
    }
  }

  /** What a template made of a row is text like the row: each channel escapes it its own way. */
  @ParameterizedTest
  @MethodSource("hostileValues")
  void hostile_words_of_a_template_stay_within_the_limits(String value) {
    Message plain = message(hostile(value));
    String text = Text.cut(Text.lines(value + "\nsecond line\n\n" + value), 8000);
    Message worded = new Message(
        plain.delivery(), plain.onCall(), plain.recipient(), plain.remark(), plain.options(), plain.document(), plain.console(), plain.now(), text);
    assertWithinLimits(Conversation.request(channel(), worded));
  }

  @Test
  void a_row_of_a_thousand_long_columns_stays_within_the_limits() {
    Messages wide = a_downtime();
    IntStream.range(0, 1000).forEach(i -> wide.column("column_" + i, HUGE));
    assertWithinLimits(Conversation.request(channel(), message(wide)));
  }

  @Test
  void a_list_of_a_thousand_things_stays_within_the_limits() {
    Messages many = an_announcement();
    IntStream.range(0, 1000).forEach(i -> many.item(HUGE, HUGE, "/incidents"));
    if (channel().takes(ChangeKind.ANNOUNCED)) {
      assertWithinLimits(Conversation.request(channel(), message(many)));
    }
  }

  @Test
  void a_message_without_row_without_people_and_without_title_can_be_sent() {
    assertWithinLimits(Conversation.request(channel(), message(new Messages().titled("").withNobodyOnCall())));
  }

  @Test
  void a_schedule_without_anybody_is_said_in_words() {
    Request request = Conversation.request(channel(), message(a_downtime().withOnCall(Messages.nobody())));
    assertThat(said(request)).contains("nobody is on call on schedule infrastructure");
    assertWithinLimits(request);
  }

  @Test
  void a_fallback_that_stands_in_is_said_in_words() {
    Request request = Conversation.request(channel(), message(a_downtime().withOnCall(Messages.a_gap())));
    assertThat(said(request)).contains("fallback: nobody is scheduled on infrastructure");
  }

  @ParameterizedTest
  @MethodSource("hostileValues")
  void hostile_names_of_people_and_schedules_stay_within_the_limits(String value) {
    Person person = new Person(value, value, null, null, null, null, null, null);
    List<Person> many = Collections.nCopies(30, person);
    OnCall onCall = new OnCall(
        value, NOW, many, many, NOW.plusSeconds(1), true, many,
        new OnCall.Level(value, 1, many, List.of(value, value)), ZoneOffset.UTC);
    assertWithinLimits(Conversation.request(channel(), message(a_downtime().withOnCall(onCall).remark(value))));
    assertWithinLimits(Conversation.request(channel(), message(hostile(value).withOnCall(onCall).remark(value))));
  }

  /** Everything that a request says. */
  private static String said(Request request) {
    return request.headers() + "\n" + request.body();
  }

  @Test
  void the_same_delivery_is_the_same_request_on_every_attempt() {
    Request first = Conversation.request(channel(), message(a_downtime()));
    Request again = Conversation.request(channel(), message(a_downtime()));
    assertThat(again).isEqualTo(first);
  }

  @Test
  void what_is_missing_is_named_as_a_setting() {
    assertThat(channel().missingSettings()).isEmpty();
    assertThat(unconfigured().missingSettings()).isNotEmpty().allMatch(name -> name.startsWith("signalbox."));
  }

  @Test
  void requests_do_not_print_secrets() {
    Request request = Conversation.request(channel(), message(a_downtime()));
    assertThat(request.toString()).doesNotContain(secrets().toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 302, 400, 401, 403, 404, 410, 413, 422, 500})
  void an_echoed_secret_stays_out_of_the_outcome(int status) {
    String echo = "you sent " + secrets() + " to https://hooks.example.com/T0/B0/token with Authorization: Bearer abc.def";
    Outcome outcome = afterFirst(reply(status, echo));
    assertThat(outcome.toString()).doesNotContain(secrets().toArray(String[]::new)).doesNotContain("hooks.example", "abc.def");
  }

  @ParameterizedTest
  @EnumSource(value = ChangeKind.class, mode = EnumSource.Mode.EXCLUDE, names = "ILLUSTRATED")
  void a_request_that_did_not_leave_is_tried_again_as_unsent(ChangeKind kind) {
    if (channel().takes(kind)) {
      Outcome outcome = afterFirst(message(a_downtime().kind(kind)), Reply.notSent("ConnectException"));
      assertThat(outcome).isEqualTo(Deferred.notSent("ConnectException"));
    }
  }

  @Test
  void a_lost_answer_is_tried_again_as_unsure() {
    assertThat(afterFirst(Reply.unsure("no answer in time"))).isEqualTo(Deferred.unsure("no answer in time"));
  }

  @Test
  void a_rate_limit_is_obeyed() {
    if (speaksHttp()) {
      assertThat(afterFirst(reply(429, "", "Retry-After", "7")))
          .isEqualTo(new Deferred("HTTP 429", false, Duration.ofSeconds(7), limited()));
      assertThat(afterFirst(reply(429, "", "retry-after", "Sun, 1 Mar 2026 12:01:10 GMT")))
          .isEqualTo(new Deferred("HTTP 429", false, Duration.between(NOW, NOW.plusSeconds(60)), limited()));
      assertThat(afterFirst(reply(503, "", "Retry-After", "5")))
          .isEqualTo(new Deferred("HTTP 503", true, Duration.ofSeconds(5), Reach.CHANNEL));
    }
  }

  @Test
  void a_redirect_is_refused_and_a_bad_gateway_is_not() {
    if (speaksHttp()) {
      assertThat(afterFirst(reply(307, ""))).isInstanceOf(Refused.class);
      assertThat(afterFirst(reply(502, "<html>nginx</html>"))).isEqualTo(Deferred.unsure("HTTP 502").about(Reach.CHANNEL));
    }
  }

  @Test
  void a_login_page_is_not_a_success() {
    if (speaksHttp()) {
      Outcome outcome = afterFirst(reply(200, "<!doctype html><html><body>Please log in</body></html>"));
      assertThat(outcome).isInstanceOfSatisfying(Deferred.class, deferred -> assertThat(deferred.unsure()).isTrue());
    }
  }

  @Test
  void wrong_credentials_concern_all_who_share_them() {
    if (speaksHttp()) {
      assertThat(afterFirst(reply(401, "no")))
          .isInstanceOfSatisfying(Misconfigured.class, wrong -> assertThat(wrong.wholeChannel()).isEqualTo(!eachAddressForItself()));
    }
  }

  protected Outcome afterFirst(Reply reply) {
    return afterFirst(message(a_downtime()), reply);
  }

  protected Outcome afterFirst(Message message, Reply reply) {
    return Conversation.of(channel(), message, reply).outcome();
  }
}
