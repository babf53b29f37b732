package dev.signalbox.channel.pagerduty;

import static dev.signalbox.channel.Conversation.reply;
import static dev.signalbox.channel.Messages.INCIDENT;
import static dev.signalbox.channel.Messages.a_downtime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.Secret;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Messages;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.Person;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Alerts under somebody's own routing key, which may change while they are open. */
class PersonalAlertTest {

  private static final Secret HUB = new Secret("0123456789abcdef0123456789abcdef");
  private static final Secret OWN = new Secret("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  private static final Secret NEW = new Secret("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");

  private static PagerDutyChannel channel(@Nullable Secret hub) {
    return new PagerDutyChannel(new PagerDutySettings(hub, null, null, null));
  }

  private static Person anna(@Nullable Secret key) {
    return new Person("anna", null, null, null, null, null, null, key);
  }

  private static Message to(@Nullable Person person, ChangeKind kind, @Nullable String opened) {
    return a_downtime().to("pagerduty", "person:anna").recipient(person).kind(kind).openedAs(opened).build();
  }

  private static Outcome accepted(@Nullable Secret hub, Message message) {
    return Conversation.of(channel(hub), message, reply(202, "{}")).outcome();
  }

  private static String key(@Nullable Secret hub, Message message) {
    String body = (String) Conversation.request(channel(hub), message).body();
    return body.replaceAll(".*\"routing_key\":\"([^\"]+)\".*", "$1");
  }

  private static String openedUnder(Secret key) {
    return ((Delivered) accepted(null, to(anna(key), ChangeKind.OPENED, null))).reference();
  }

  @Test
  void somebody_with_a_key_of_their_own_has_an_address_without_it() {
    assertThat(channel(HUB).addressOf(anna(OWN))).contains("person:anna");
    assertThat(channel(null).addressOf(anna(OWN))).contains("person:anna");
    assertThat(channel(HUB).addressOf(anna(null))).as("the hub's own integration").contains("");
    assertThat(channel(null).addressOf(anna(null))).isEmpty();
  }

  @Test
  void an_alert_opens_under_the_persons_own_key_and_the_record_does_not_tell_it() {
    assertThat(key(HUB, to(anna(OWN), ChangeKind.OPENED, null))).isEqualTo(OWN.reveal());
    assertThat(openedUnder(OWN)).startsWith(INCIDENT + " key ").doesNotContain("aaaa").isNotEqualTo(openedUnder(NEW));
  }

  @Test
  void the_key_that_opened_closes() {
    Message end = to(anna(OWN), ChangeKind.RESOLVED, openedUnder(OWN));
    assertThat(key(HUB, end)).isEqualTo(OWN.reveal());
    assertThat(accepted(HUB, end)).isEqualTo(Delivered.as(openedUnder(OWN)));
  }

  @Test
  void where_the_key_that_opened_is_gone_the_end_says_so_and_closes_what_it_can() {
    Message end = to(anna(NEW), ChangeKind.RESOLVED, openedUnder(OWN));
    assertThat(key(HUB, end)).isEqualTo(NEW.reveal());
    assertThat(accepted(HUB, end)).isEqualTo(new Refused("the alert was opened under another routing key than "
        + "person:anna has now: close it in PagerDuty, or put the key back into people.yaml and replay this"));
  }

  @Test
  void a_reminder_under_a_new_key_is_a_second_alert_and_says_so() {
    Message reminder = to(anna(NEW), ChangeKind.REPEATED, openedUnder(OWN));
    assertThat(key(HUB, reminder)).isEqualTo(NEW.reveal());
    assertThat(accepted(HUB, reminder)).isInstanceOfSatisfying(Delivered.class, delivered ->
        assertThat(delivered.note()).isEqualTo(
            "the alert was opened under another routing key than person:anna has now, so this is a second alert"));
  }

  @Test
  void somebody_who_lost_the_key_before_it_was_sent_is_told_through_the_hubs_and_closed_there() {
    Message opening = to(null, ChangeKind.OPENED, null);
    assertThat(key(HUB, opening)).isEqualTo(HUB.reveal());
    String opened = ((Delivered) accepted(HUB, opening)).reference();

    Message end = to(anna(NEW), ChangeKind.RESOLVED, opened);
    assertThat(key(HUB, end)).as("although there is a key again").isEqualTo(HUB.reveal());
    assertThat(accepted(HUB, end)).isInstanceOf(Delivered.class);
  }

  @Test
  void without_any_key_nothing_is_sent_and_the_reason_names_both_remedies() {
    assertThatThrownBy(() -> channel(null).send(to(anna(null), ChangeKind.OPENED, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("person:anna has no pagerDutyRoutingKey in people.yaml any more, "
            + "and signalbox.pagerduty.routing-key is not set");
  }

  @Test
  void a_wrong_key_of_one_person_does_not_pause_the_channel_for_everybody() {
    Message opening = to(anna(OWN), ChangeKind.OPENED, null);
    assertThat(Conversation.of(channel(HUB), opening, reply(403, "no " + OWN.reveal())).outcome())
        .isEqualTo(new Misconfigured("HTTP 403: no •••", false));
  }

  @Test
  void what_is_for_the_hub_goes_there_whoever_it_is_for() {
    Messages toHub = a_downtime().to("pagerduty", "").recipient(anna(OWN));
    assertThat(key(HUB, toHub.build())).isEqualTo(HUB.reveal());
    assertThat(((Delivered) accepted(HUB, toHub.build())).reference()).startsWith(INCIDENT + " key ");
  }
}
