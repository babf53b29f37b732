package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.channel.HostedPicture;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.slack.SlackPictures;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Document;
import dev.signalbox.delivery.Document.Enclosure;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.RetryPolicy;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From a message without its picture to the edit that puts it in, with what may go wrong on the way. */
class JdbcPicturesTest {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final Document CHART = new Document("memory of db-1\n", "", List.of(new Enclosure("course.png", "image/png", null, PNG)));
  private static final Outcome POSTED = Outcome.Delivered.as("C1:1700000000.000100");

  private final StoreFixture store = new StoreFixture();
  private final JdbcPictures pictures = new JdbcPictures(store.jdbc, store.transaction, store.clock);
  private final RetryPolicy retry = new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30));
  private final List<String> asked = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private String upload = "{\"ok\":true,\"file_id\":\"F0B1C2D3E\",\"upload_url\":\"https://files.slack.com/upload/v1/x\"}";
  private final SlackPictures slack = new SlackPictures(
      pictures, subject -> subject.row().get("server_id").filter("db-1"::equals).map(one -> CHART), this::answer, "https://slack.com/api",
      (reason, givenUp) -> failures.add(reason + (givenUp ? ", given up" : "")));

  private Reply answer(Request request) {
    asked.add(String.valueOf(request.path()));
    return Reply.answered(200, Map.of(), String.valueOf(request.path()).endsWith("URLExternal") ? upload : "{\"ok\":true}");
  }

  /** Sends what is due at Slack, as its dispatcher does. */
  private Optional<Delivery> deliver(Outcome outcome) {
    Optional<Delivery> due = store.outbox.claim("slack", 1, Duration.ofSeconds(30)).stream().findFirst();
    due.ifPresent(delivery -> store.outbox.settle(List.of(retry.judge(
        delivery, slack.watching((one, until, heard) -> outcome).send(delivery, store.clock.instant(), slowdown -> {}), store.clock.instant(), new Random(1)))));
    return due;
  }

  private boolean look() {
    return slack.look(store.clock.instant());
  }

  private boolean lookAfter(Duration wait) {
    store.clock.tick(wait);
    return look();
  }

  @Test
  void the_picture_follows_the_message_and_is_uploaded_once() {
    Incident incident = store.opened("db-1", "slack", "ops");
    assertThat(look()).as("nothing is told yet").isFalse();
    deliver(POSTED);
    look();
    assertThat(asked).containsExactly("/files.getUploadURLExternal", "null", "/files.completeUploadExternal");
    assertThat(pictures.of(incident.id())).contains(new HostedPicture("F0B1C2D3E", "memory of db-1"));

    assertThat(look()).as("Slack needs a moment").isFalse();
    assertThat(lookAfter(Duration.ofSeconds(3))).isTrue();
    Delivery edit = deliver(POSTED).orElseThrow();
    assertThat(edit.kind()).isEqualTo(ChangeKind.ILLUSTRATED);
    assertThat(edit.note()).isEqualTo("opened");
    assertThat(edit.openReference()).isEqualTo("C1:1700000000.000100");
    assertThat(lookAfter(Duration.ofHours(1))).isFalse();
    assertThat(store.story(incident)).isEqualTo("opened sent, illustrated sent");
    assertThat(asked).hasSize(3);
  }

  @Test
  void an_incident_without_a_picture_costs_no_request() {
    store.opened("db-2", "slack", "ops");
    deliver(POSTED);
    assertThat(look()).isFalse();
    assertThat(asked).isEmpty();
    assertThat(store.jdbc.queryForObject("select count(*) from slack_picture", Integer.class)).isZero();
  }

  @Test
  void the_edit_says_what_was_told_last() {
    Incident incident = store.opened("db-1", "slack", "ops");
    deliver(POSTED);
    look();
    store.outbox.tell(incident.id(), ChangeKind.ACKNOWLEDGED, Reason.BY_HAND, store.clock.instant(), "by mira", Set.of("slack"));
    lookAfter(Duration.ofSeconds(3));
    deliver(POSTED);
    assertThat(deliver(POSTED).orElseThrow().note()).isEqualTo("acknowledged by mira");
  }

  @Test
  void news_is_not_held_up_by_a_picture_that_waits() {
    Incident incident = store.opened("db-1", "slack", "ops");
    deliver(POSTED);
    look();
    lookAfter(Duration.ofSeconds(3));
    store.owe(incident, ChangeKind.WORSENED, "slack", "ops");
    assertThat(store.story(incident)).isEqualTo("opened sent, illustrated pending, worsened pending");
  }

  @Test
  void what_is_over_gets_no_picture() {
    Incident incident = store.opened("db-1", "slack", "ops");
    deliver(POSTED);
    look();
    lookAfter(Duration.ofSeconds(3));
    store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());
    assertThat(store.story(incident)).isEqualTo("opened sent, illustrated suppressed, resolved pending");
  }

  @Test
  void a_picture_that_slack_does_not_know_yet_is_tried_again_and_given_up_in_the_end() {
    store.opened("db-1", "slack", "ops");
    deliver(POSTED);
    look();
    store.clock.tick(Duration.ofSeconds(3));
    int tries = 0;
    while (look()) {
      deliver(new Outcome.Delivered("C1:1700000000.000100", null, "Slack did not know the picture yet"));
      store.clock.tick(Duration.ofSeconds(10));
      tries++;
    }
    assertThat(tries).isEqualTo(5);
    assertThat(asked).as("uploaded once").hasSize(3);
  }

  @Test
  void where_the_scope_is_missing_slack_is_left_alone_and_the_message_stays_as_it_is() {
    upload = "{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"files:write\"}";
    Incident incident = store.opened("db-1", "slack", "ops");
    deliver(POSTED);
    look();
    lookAfter(Duration.ofMinutes(5));
    assertThat(asked).containsExactly("/files.getUploadURLExternal");
    assertThat(failures).containsExactly("files.getUploadURLExternal: missing_scope, needed: files:write, given up");
    assertThat(store.story(incident)).isEqualTo("opened sent");
    assertThat(store.jdbc.queryForObject("select count(*) from slack_picture where png is not null", Integer.class)).isZero();
  }

  @Test
  void a_failed_upload_waits_longer_each_time() {
    upload = "{\"ok\":false,\"error\":\"internal_error\"}";
    store.opened("db-1", "slack", "ops");
    deliver(POSTED);
    look();
    lookAfter(Duration.ofSeconds(19));
    assertThat(asked).hasSize(1);
    upload = "{\"ok\":true,\"file_id\":\"F0B1C2D3E\",\"upload_url\":\"https://files.slack.com/upload/v1/x\"}";
    lookAfter(Duration.ofSeconds(1));
    assertThat(asked).hasSize(4);
    assertThat(failures).containsExactly("files.getUploadURLExternal: internal_error");
  }

  @Test
  void a_hub_that_dies_with_it_leaves_it_to_another() {
    store.opened("db-1", "slack", "ops");
    deliver(POSTED);
    assertThat(pictures.claim(Duration.ofMinutes(2))).hasSize(1);
    assertThat(pictures.claim(Duration.ofMinutes(2))).isEmpty();
    lookAfter(Duration.ofMinutes(2));
    assertThat(asked).hasSize(3);
  }
}
