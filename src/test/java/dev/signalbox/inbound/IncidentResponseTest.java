package dev.signalbox.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.channel.TicketSeen;
import dev.signalbox.delivery.Ticket;
import dev.signalbox.delivery.Ticket.Category;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import dev.signalbox.web.InMemoryTickets;
import dev.signalbox.web.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentResponseTest {

  private static final Person ANNA = new Person("anna", "Anna", null, "U1", "acc-1", "alindqvist", "anna.l", null);
  private static final Doer ANNA_IN_SLACK = new Doer("U1", "anna.lindqvist");

  private final Scene scene = new Scene();
  private final OnCallPlan plan = OnCallPlan.of(new Rota(Map.of("anna", ANNA), List.of()));
  private final Wishes wishes = new Wishes() {
    @Override
    public String escalate(Incident incident, String by, String note) {
      return "asked the next level for " + by + ", " + note;
    }

    @Override
    public String ticket(Incident incident) {
      return "a ticket for " + incident.alert().key();
    }
  };
  private final InMemoryTickets tickets = new InMemoryTickets();
  private final List<String> together = new ArrayList<>();
  private @Nullable TicketSeen shown;
  private final IncidentResponse response = new IncidentResponse(
      scene.incidents, scene.deliveries, tickets, (channel, reference) -> Optional.ofNullable(shown), () -> plan, wishes,
      (ids, note) -> together.add(ids.size() + ": " + note), scene.clock);
  private final Incident incident =
      scene.incident("sla-breach", "srv-1", Severity.ERROR, "Down: srv-1", Duration.ofHours(1), null);

  private String hear(String channel, Deed deed, Doer doer, String text, @Nullable Doer assignee) {
    return response.to(new Heard(channel, incident.id(), null, deed, doer, text, assignee, null));
  }

  private Incident now() {
    return scene.incidents.find(incident.id()).orElseThrow();
  }

  private List<String> story() {
    return scene.incidents.timeline(incident.id()).stream().skip(1).map(e -> e.event() + " by " + e.actor() + " " + e.detail()).toList();
  }

  @Test
  void an_answer_to_a_message_about_many_is_one_for_each_of_them() {
    Incident other = scene.incident("sla-breach", "srv-2", Severity.ERROR, "Down: srv-2", Duration.ofHours(1), null);
    UUID group = UUID.randomUUID();
    scene.deliveries.groups.put(group, List.of(incident.id(), other.id()));
    Heard heard = new Heard("pagerduty", group, null, Deed.ACKNOWLEDGED, ANNA_IN_SLACK, "", null, null);
    assertThat(response.to(heard)).isEqualTo("acknowledged, of a group of 2");
    assertThat(List.of(now(), scene.incidents.find(other.id()).orElseThrow()))
        .extracting(Incident::status).containsOnly(Status.ACKNOWLEDGED);
    assertThat(together).containsExactly("2: Acknowledged by anna in pagerduty".replace("anna", "anna.lindqvist"));

    assertThat(response.to(heard)).as("its echo").startsWith("nothing: it is acknowledged already");
    assertThat(together).hasSize(1);
    assertThat(response.to(new Heard("slack", group, null, Deed.TICKET_WANTED, ANNA_IN_SLACK, "", null, null)))
        .isEqualTo("nothing: a ticket belongs to one incident");
    assertThat(response.to(new Heard("slack", group, null, Deed.RESOLVED, ANNA_IN_SLACK, "", null, null))).isEqualTo("resolved, of a group of 2");
    assertThat(now().over()).isTrue();
  }

  @Test
  void an_acknowledgement_elsewhere_is_one_here_by_the_person_known_there() {
    assertThat(hear("slack", Deed.ACKNOWLEDGED, ANNA_IN_SLACK, "", null)).isEqualTo("acknowledged");

    assertThat(now().status()).isEqualTo(Status.ACKNOWLEDGED);
    assertThat(now().acknowledgedBy()).isEqualTo("anna");
    assertThat(story()).containsExactly("acknowledged by anna in slack");
  }

  @Test
  void what_a_button_asks_for_is_a_wish() {
    assertThat(hear("slack", Deed.ESCALATION_WANTED, ANNA_IN_SLACK, "", null)).isEqualTo("asked the next level for anna, in slack");
    assertThat(hear("slack", Deed.TICKET_WANTED, ANNA_IN_SLACK, "", null)).isEqualTo("a ticket for srv-1");
  }

  @Test
  void an_echo_of_what_is_so_already_is_no_news() {
    hear("slack", Deed.ACKNOWLEDGED, ANNA_IN_SLACK, "", null);

    assertThat(hear("pagerduty", Deed.ACKNOWLEDGED, new Doer("", "Signalbox"), "", null)).startsWith("nothing");
    assertThat(hear("jira", Deed.IN_PROGRESS, new Doer("x", "Bot"), "In Progress", null)).startsWith("nothing");
    assertThat(story()).hasSize(1);
  }

  @Test
  void work_on_a_ticket_is_as_good_as_an_acknowledgement() {
    hear("jira", Deed.IN_PROGRESS, new Doer("acc-1", "Anna L."), "In Progress", null);

    assertThat(story()).containsExactly("acknowledged by anna in jira: In Progress");
  }

  @Test
  void an_acknowledgement_that_ran_out_is_one_no_more() {
    hear("slack", Deed.ACKNOWLEDGED, ANNA_IN_SLACK, "", null);
    hear("pagerduty", Deed.UNACKNOWLEDGED, new Doer("", "timeout"), "", null);

    assertThat(now().status()).isEqualTo(Status.OPEN);
    assertThat(now().acknowledgedBy()).isNull();
  }

  @Test
  void somebody_resolves_it_and_nothing_said_after_that_counts() {
    hear("slack", Deed.RESOLVED, ANNA_IN_SLACK, "", null);

    assertThat(now().over()).isTrue();
    assertThat(hear("slack", Deed.ACKNOWLEDGED, ANNA_IN_SLACK, "", null)).isEqualTo("nothing: the incident is over");
  }

  @Test
  void a_new_assignee_is_a_person_where_he_is_known() {
    hear("servicenow", Deed.ASSIGNED, Doer.NOBODY, "", new Doer("anna.l", "Anna Lindqvist"));
    assertThat(now().assignee()).isEqualTo("anna");
    hear("jira", Deed.ASSIGNED, new Doer("acc-1", ""), "", new Doer("acc-9", "Somebody Else"));
    assertThat(now().assignee()).isEqualTo("Somebody Else");
    hear("jira", Deed.ASSIGNED, new Doer("acc-1", ""), "", null);
    assertThat(now().assignee()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"4h, PT4H", "30m, PT30M", "2d, PT48H", "'', PT1H", "forever, PT1H", "999d, PT168H", "-4h, PT1H"})
  void a_nap_is_as_long_as_asked_within_reason(String text, Duration nap) {
    hear("slack", Deed.SNOOZED, ANNA_IN_SLACK, text, null);

    assertThat(now().snoozedUntil()).isEqualTo(Scene.NOW.plus(nap));
  }

  @Test
  void words_go_into_the_timeline() {
    hear("pagerduty", Deed.COMMENTED, new Doer("P1", "Ben"), "Disk is full.", null);
    hear("jira", Deed.TICKET_DELETED, new Doer("acc-1", ""), "", null);

    assertThat(story()).containsExactly("commented by Ben in pagerduty: Disk is full.", "commented by anna deleted the ticket in jira");
    assertThat(scene.incidents.said)
        .containsExactly("in pagerduty: Disk is full., not to pagerduty", "deleted the ticket in jira, not to jira");
  }

  @Test
  void words_after_the_end_are_kept_and_disturb_nobody() {
    hear("slack", Deed.RESOLVED, ANNA_IN_SLACK, "", null);

    assertThat(hear("jira", Deed.COMMENTED, new Doer("acc-1", ""), "It was the switch.", null)).isEqualTo("commented");
    assertThat(story()).endsWith("commented by anna in jira: It was the switch.");
    assertThat(scene.incidents.said).isEmpty();
  }

  @Test
  void a_ticket_is_found_by_its_own_name_and_strangers_are_none_of_ours() {
    scene.delivery(incident, "jira", "OPS", "opened", "sent", 1, null, "OPS-1", null);

    assertThat(response.to(new Heard("jira", null, "OPS-1", Deed.IN_PROGRESS, new Doer("acc-1", ""), "", null, null)))
        .isEqualTo("in_progress");
    assertThat(response.to(new Heard("jira", null, "OPS-2", Deed.IN_PROGRESS, new Doer("acc-1", ""), "", null, null)))
        .isEqualTo("nothing: it is not about an incident of ours");
    assertThat(response.to(new Heard("slack", UUID.randomUUID(), null, Deed.RESOLVED, ANNA_IN_SLACK, "", null, null)))
        .isEqualTo("nothing: it is not about an incident of ours");
  }

  @Test
  void a_ticket_that_is_closed_while_the_database_says_down_is_told_so_and_nothing_else_changes() {
    assertThat(hear("jira", Deed.RESOLVED, new Doer("acc-1", ""), "Done", null)).isEqualTo("contradicted");

    assertThat(now().over()).isFalse();
    assertThat(story()).containsExactly("ticket_closed by anna "
        + "Closed by anna in jira: Done, but the trouble is still there.");
  }

  @Test
  void something_that_closes_a_ticket_again_and_again_is_left_alone() {
    for (int i = 0; i < 3; i++) {
      scene.delivery(incident, "jira", "OPS", "reopened", "sent", 1, null, "OPS-1", null);
    }

    assertThat(hear("jira", Deed.RESOLVED, new Doer("x", "Robot"), "Done", null)).startsWith("nothing: it was reopened 3 times");
    assertThat(story()).containsExactly("commented by Robot closed it again in jira: Done");
  }

  @Test
  void a_page_that_runs_out_of_time_ends_nothing_and_is_opened_again() {
    assertThat(hear("pagerduty", Deed.CLOSED, Doer.NOBODY, "", null)).isEqualTo("contradicted");
    assertThat(now().over()).isFalse();

    assertThat(hear("pagerduty", Deed.RESOLVED, new Doer("P1", "Ben"), "", null)).isEqualTo("resolved");
    assertThat(hear("pagerduty", Deed.CLOSED, Doer.NOBODY, "", null)).isEqualTo("nothing: the incident is over");
  }

  @Test
  void a_stranger_with_the_name_of_one_of_ours_is_told_apart() {
    hear("slack", Deed.ACKNOWLEDGED, new Doer("U9", "anna"), "", null);

    assertThat(now().acknowledgedBy()).isEqualTo("anna (slack)");
  }

  @Test
  void where_it_is_wanted_only_people_of_ours_are_listened_to() {
    Familiar familiar = new Familiar(Set.of("slack"), () -> plan, response);
    Heard stranger = new Heard("slack", incident.id(), null, Deed.RESOLVED, new Doer("U9", "mallory"), "", null, null);
    Heard ben = new Heard("pagerduty", incident.id(), null, Deed.ACKNOWLEDGED, new Doer("P1", "Ben"), "", null, null);
    Heard anna = new Heard("slack", incident.id(), null, Deed.RESOLVED, ANNA_IN_SLACK, "", null, null);

    assertThat(familiar.to(stranger)).isEqualTo("nothing: mallory is nobody of people.yaml");
    assertThat(familiar.to(ben)).as("of another channel").isEqualTo("acknowledged");
    assertThat(familiar.to(anna)).isEqualTo("resolved");
  }

  private void made(Category category, @Nullable String assignee) {
    scene.delivery(incident, "jira", "", "opened", "sent", 1, null, "OPS-1", null);
    tickets.saw(new Ticket(
        incident.id(), "jira", "OPS-1", null, new Ticket.Look(category, "", assignee, null), Scene.NOW, Scene.NOW, Scene.NOW));
  }

  private TicketSeen seen(Category category, String state, @Nullable Doer assignee, TicketSeen.Said... comments) {
    return new TicketSeen(
        incident.id(), "jira", "OPS-1", "https://jira/OPS-1", category, state, assignee, Doer.NOBODY, List.of(comments));
  }

  private String changed() {
    return response.to(new Heard("jira", null, "OPS-1", Deed.CHANGED, Doer.NOBODY, "", null, null));
  }

  @Test
  void of_a_ticket_that_changed_somehow_everything_that_differs_is_news_and_once() {
    made(Category.NEW, "anna");
    shown = seen(Category.IN_PROGRESS, "Waiting for parts", new Doer("acc-9", "Ben"),
        new TicketSeen.Said("7", new Doer("acc-9", "Ben"), "Parts are ordered.", Scene.NOW.plusSeconds(5)));

    assertThat(changed()).isEqualTo("commented; assigned; in_progress");
    assertThat(story()).containsExactly(
        "commented by Ben in jira: Parts are ordered.", "assigned by jira in jira",
        "acknowledged by jira in jira: Waiting for parts");
    assertThat(tickets.tickets).singleElement().extracting(Ticket::look)
        .isEqualTo(new Ticket.Look(Category.IN_PROGRESS, "Waiting for parts", "Ben", null));
    assertThat(changed()).startsWith("nothing");
    assertThat(story()).hasSize(3);
  }

  @Test
  void a_ticket_that_is_gone_says_nothing() {
    assertThat(changed()).isEqualTo("nothing: the ticket is gone, hidden or none of ours");
  }

  @Test
  void what_a_webhook_told_is_not_told_again_by_a_poll_nor_by_another_webhook() {
    made(Category.NEW, null);
    Heard comment = new Heard(
        "jira", incident.id(), "OPS-1", Deed.COMMENTED, new Doer("acc-1", ""), "Disk.", null, Scene.NOW.plusSeconds(5), "7");
    response.to(comment);
    shown = seen(Category.NEW, "", null, new TicketSeen.Said("7", new Doer("acc-1", ""), "Disk.", Scene.NOW.plusSeconds(5)));

    assertThat(response.to(comment)).isEqualTo("nothing: it was heard before");
    assertThat(changed()).startsWith("nothing");
    assertThat(story()).hasSize(1);
  }

  @Test
  void a_state_that_the_ticket_is_known_to_be_in_is_an_echo() {
    made(Category.IN_PROGRESS, null);

    assertThat(response.to(new Heard("jira", null, "OPS-1", Deed.IN_PROGRESS, new Doer("x", "Bot"), "In Progress", null, null)))
        .startsWith("nothing");
    assertThat(story()).isEmpty();
  }

  @Test
  void a_ticket_that_another_one_has_replaced_may_be_closed() {
    made(Category.NEW, null);
    tickets.saw(new Ticket(
        incident.id(), "jira", "OPS-2", null, Ticket.Look.of(Category.NEW, ""), Scene.NOW, Scene.NOW, Scene.NOW));

    response.to(new Heard("jira", incident.id(), "OPS-1", Deed.RESOLVED, new Doer("acc-1", ""), "Done", null, null));

    assertThat(story()).containsExactly("commented by anna closed an earlier ticket in jira: Done");
  }
}
