package dev.signalbox.channel;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Document;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Builds one message at a time: start with {@code a_downtime()} and say what is different. */
public final class Messages {

  public static final UUID INCIDENT = UUID.fromString("7f3a6c1e-0000-4000-8000-000000000042");
  public static final UUID DELIVERY = UUID.fromString("d0d0d0d0-0000-4000-8000-000000000001");
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:10Z");
  private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");

  private ChangeKind kind = ChangeKind.OPENED;
  private String channel = "pagerduty";
  private String address = "";
  private String title = "Repeated downtime of the same server: srv-042";
  private Severity severity = Severity.ERROR;
  private Map<String, Object> row = new LinkedHashMap<>();
  private final List<Subject.Item> items = new ArrayList<>();
  private Map<String, String> options = Map.of();
  private int attempts = 1;
  private Instant unsureSince;
  private String openReference;
  private String written;
  private String key = "srv-042";
  private Instant now = NOW;
  private OnCall onCall = onCall(mira());
  private Person recipient;
  private String remark;
  private Document document;
  private String note;
  private String ticket;

  public static Messages a_downtime() {
    Messages messages = new Messages();
    messages.row.put("server_id", "srv-042");
    messages.row.put("downtime_count", 7);
    messages.row.put("downtime_duration_minutes", 135);
    messages.row.put("last_start", Instant.parse("2026-03-01T11:58:30Z"));
    messages.row.put("region", null);
    messages.row.put("sla_tracking", true);
    return messages;
  }

  /** Told once: with facts, a list and no end. */
  public static Messages an_announcement() {
    Messages messages = new Messages().kind(ChangeKind.ANNOUNCED).severity(Severity.INFO)
        .titled("You are on call for infrastructure from Mon 09:00").keyed("infrastructure");
    messages.row.put("from", "Mon 2 Mar 2026, 09:00 CET");
    messages.row.put("hands_over", "Jan Lindqvist");
    return messages
        .item("Repeated downtime of the same server: srv-042", "error, open for 3 h", Subject.page(INCIDENT))
        .item("and 2 more", "", "/incidents");
  }

  /** Every field says something that some wire format could take for its own. */
  public static Messages hostile(String value) {
    Messages messages = a_downtime().titled(value).keyed(value);
    messages.row.put(value, value);
    messages.row.put("note", value);
    messages.row.put("list", List.of(value, 1, true));
    messages.item(value, value, Subject.page(INCIDENT));
    return messages.withOnCall(new Person(value, value, "mira@example.com", null, null, null, null, null));
  }

  public static Person mira() {
    return new Person(
        "mira", "Mira Okafor", "mira@example.com", "U0MIRA", "5b10a2844c20165700ede21g", "mokafor", "mira.okafor", null);
  }

  public static Person hugo() {
    return new Person(
        "hugo", "Hugo Brandt", "hugo@example.com", "W0HUGO", "5b10ac8d82e05b22cc7d5001", "hbrandt", "hugo.brandt",
        null);
  }

  /** On Sunday 2026-03-01; whoever is next begins on Monday at 9:00 in Berlin. */
  public static OnCall onCall(List<Person> primary, List<Person> next, List<Person> fallback) {
    Instant nextAt = next.isEmpty() ? null : Instant.parse("2026-03-02T08:00:00Z");
    ZoneId zone = ZoneId.of("Europe/Berlin");
    return new OnCall("infrastructure", OPENED, primary, next, nextAt, false, fallback, null, zone);
  }

  /** A gap of the schedule: its fallback stands in until Mira begins on Monday. */
  public static OnCall a_gap() {
    OnCall covered = onCall(List.of(hugo()), List.of(mira()), List.of(hugo()));
    return new OnCall(
        covered.schedule(), covered.at(), covered.primary(), covered.next(), covered.nextAt(), true, covered.fallback(),
        null, covered.zone());
  }

  /** Nobody now, nobody next, and no fallback. */
  public static OnCall nobody() {
    return new OnCall("infrastructure", OPENED, List.of(), List.of(), null, false);
  }

  private static OnCall onCall(Person... people) {
    return new OnCall("infrastructure", OPENED, List.of(people), List.of(), null, false);
  }

  public Messages to(String channel, String address) {
    this.channel = channel;
    this.address = address;
    return this;
  }

  public Messages kind(ChangeKind kind) {
    this.kind = kind;
    return this;
  }

  public Messages titled(String title) {
    this.title = title;
    return this;
  }

  public Messages keyed(String key) {
    this.key = key;
    return this;
  }

  public Messages severity(Severity severity) {
    this.severity = severity;
    return this;
  }

  public Messages column(String name, Object value) {
    row.put(name, value);
    return this;
  }

  /** Only an announcement lists anything. */
  public Messages item(String title, String remark, String path) {
    items.add(new Subject.Item(title, remark, path));
    return this;
  }

  public Messages option(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put(name, value);
    options = all;
    return this;
  }

  public Messages attempt(int attempts) {
    this.attempts = attempts;
    return this;
  }

  public Messages unsureSince(Instant since) {
    unsureSince = since;
    return this;
  }

  public Messages openedAs(String reference) {
    openReference = reference;
    return this;
  }

  /** The values that the hub wrote last, as JSON. */
  public Messages written(String written) {
    this.written = written;
    return this;
  }

  public Messages withOnCall(Person... people) {
    onCall = onCall(people);
    return this;
  }

  public Messages withNobodyOnCall() {
    onCall = null;
    return this;
  }

  public Messages withOnCall(OnCall onCall) {
    this.onCall = onCall;
    return this;
  }

  /** For one person, as people.yaml has that person when it is sent; null if it has not any more. */
  public Messages recipient(Person recipient) {
    this.recipient = recipient;
    return this;
  }

  public Messages remark(String remark) {
    this.remark = remark;
    return this;
  }

  public Messages document(Document document) {
    this.document = document;
    return this;
  }

  public Messages note(String note) {
    this.note = note;
    return this;
  }

  public Messages ticket(String url) {
    this.ticket = url;
    return this;
  }

  public Messages now(Instant now) {
    this.now = now;
    return this;
  }

  public Message build() {
    boolean over = kind == ChangeKind.RESOLVED;
    Instant at = switch (kind) {
      case OPENED, ANNOUNCED -> OPENED;
      case REPEATED -> OPENED.plus(Duration.ofHours(4));
      case WORSENED, ACKNOWLEDGED, NOTED, ILLUSTRATED -> OPENED.plus(Duration.ofMinutes(20));
      case UNACKNOWLEDGED, ESCALATED, HANDED_OVER -> OPENED.plus(Duration.ofMinutes(30));
      case REOPENED -> OPENED.plus(Duration.ofMinutes(50));
      case RESOLVED -> OPENED.plus(Duration.ofMinutes(95));
    };
    AlertKey alert = new AlertKey("repeated-downtime", key);
    Incident incident = new Incident(
        INCIDENT, alert, over ? Status.RESOLVED : Status.OPEN, severity, title, new Row(row),
        OPENED, null, null, over ? at : null, null, 0, "mira", "infrastructure");
    Subject subject = kind != ChangeKind.ANNOUNCED ? incident.subject()
        : new Subject(INCIDENT, alert, severity, title, new Row(row), items, OPENED, "/on-call");
    Delivery delivery = new Delivery(
        DELIVERY, UUID.fromString("c1a10000-0000-4000-8000-000000000001"), channel, address, kind,
        Reason.FIRST_NOTIFICATION, at, "{}", attempts, OPENED, unsureSince, openReference, note, written, ticket, subject);
    return new Message(
        delivery, onCall, recipient, remark, options, document, "https://signalbox.example.com", now);
  }
}
