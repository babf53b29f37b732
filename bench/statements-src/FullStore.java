import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Fills a store as 400 days of a busy hub would have left it, in a few statements for each table. */
final class FullStore {

  private static final int RULES = 20;
  private static final String TABLES =
      "('incident', 'timeline', 'delivery', 'dead_letter', 'ticket', 'message_group', 'group_member', 'hook_call', 'poll_run')";

  private final JdbcTemplate jdbc;

  /** @param jdbc one connection of a superuser, with an empty store behind it */
  FullStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Three steps of story and ten deliveries for each incident. One in a hundred is open and has a timer; of two thousand
   * deliveries one waits, one died, one was suppressed; one incident in ten was told of in a group of ten; one of the rules has
   * had no incident for a year.
   */
  void fill(int incidents) {
    jdbc.execute("set work_mem = '64MB'");
    jdbc.execute("set maintenance_work_mem = '1GB'");
    List<String> indexes = dropIndexes();
    rules();
    incidents(incidents);
    deliveries();
    groups();
    others(incidents);
    indexes.forEach(jdbc::execute);
    jdbc.execute("vacuum (analyze, freeze)");
    jdbc.execute("checkpoint");
  }

  /** Built when the rows are there, which takes a third of the time. */
  private List<String> dropIndexes() {
    List<String> again = new ArrayList<>(jdbc.queryForList(
        """
        select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        from pg_constraint where conrelid in ('delivery'::regclass, 'timeline'::regclass, 'ticket'::regclass) and contype = 'p'""",
        String.class));
    jdbc.execute("alter table delivery drop constraint delivery_pkey");
    jdbc.execute("alter table timeline drop constraint timeline_pkey");
    jdbc.execute("alter table ticket drop constraint ticket_pkey");
    again.addAll(jdbc.queryForList(
        """
        select indexdef from pg_indexes i where schemaname = 'public' and tablename in %s
          and not exists (select 1 from pg_constraint c where c.conname = i.indexname)""".formatted(TABLES),
        String.class));
    jdbc.queryForList(
        """
        select 'drop index ' || indexname from pg_indexes i where schemaname = 'public' and tablename in %s
          and not exists (select 1 from pg_constraint c where c.conname = i.indexname)""".formatted(TABLES),
        String.class).forEach(jdbc::execute);
    return again;
  }

  private void rules() {
    jdbc.update(
        """
        insert into rule (id, description, every_ms, adopted_at, last_poll_at, last_ok_at, last_poll_ok)
        select 'rule-' || n, 'Rule ' || n, 10000, now() - interval '400 days', now(), now(), true from generate_series(0, ?) n""",
        RULES - 1);
    jdbc.update("insert into channel (name, state, since) select unnest(array['slack', 'mail', 'pagerduty', 'jira', 'servicenow']), 'ok', now()");
  }

  private void incidents(int count) {
    jdbc.update(
        """
        insert into incident (id, rule, key, status, severity, title, row, fingerprint, opened_at, acknowledged_at, acknowledged_by,
                              acknowledged_until, resolved_at, gone_at, next_repeat_at, told_at, schedule, assignee)
        select md5('i' || n)::uuid, case when n % 1000 = 999 and n < ? / 20 then 'quiet' else 'rule-' || n / 7 % ? end, 'srv-' || case when open then n else n % (? / 10 + 1) end,
               case when open and n % 200 = 0 then 'acknowledged' when open then 'open' else 'resolved' end,
               (array['info', 'warning', 'error', 'critical'])[1 + n % 4], 'Server down: srv-' || n,
               json_build_object('server_id', 'srv-' || n, 'minutes_down', n % 500), n, at,
               case when not open or n % 200 = 0 then at + interval '5 minutes' end, case when not open or n % 200 = 0 then 'anna' end,
               case when open and n % 200 = 0 then now() + (n % 120) * interval '1 minute' end,
               case when not open then at + interval '1 hour' end, case when not open then at + interval '1 hour' end,
               case when open then now() + (n % 240) * interval '1 minute' else at end, at, 'schedule-' || n % 5, 'anna'
        from (select n, n % 100 = 0 as open, now() - interval '400 days' * (1 - n::float8 / ?) as at
              from generate_series(1, ?) n) x""",
        count, RULES, count, count, count);
    jdbc.update(
        """
        insert into timeline (incident, at, event, actor, reason, detail)
        select id, opened_at, 'opened', 'signalbox', 'first_notification', null from incident
        union all select id, opened_at + interval '5 minutes', 'acknowledged', 'anna', 'by_hand', null from incident
        union all select id, opened_at + interval '1 hour', 'resolved', 'signalbox', 'row_gone', null from incident""");
    jdbc.update(
        """
        insert into escalation_version values ('00000000-0000-4000-8000-000000000001', 'infrastructure',
          '{"escalation":"infrastructure","repeat":0,"acknowledge_stops":true,"levels":[{"delay_minutes":15,"targets":[{"user":"sam"}]},{"delay_minutes":0,"targets":[{"user":"boss"}]}]}')""");
    jdbc.update(
        """
        insert into escalation_timer (incident, version, level, round, round_began, entered_at, due_at, paused_at, ack_stops)
        select id, '00000000-0000-4000-8000-000000000001', 1, 0, opened_at, opened_at, now() + (fingerprint / 100 % 9000 - 100) * interval '1 second',
               case status when 'acknowledged' then now() end, true
        from incident where status <> 'resolved'""");
  }

  private void deliveries() {
    jdbc.update(
        """
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, status, due_at, created_at, sent_at, reference)
        select gen_random_uuid(), i.id, i.rule, (array['slack', 'mail', 'pagerduty', 'jira', 'servicenow'])[1 + n % 5], '',
               case when n < 5 then 'opened' else 'resolved' end, 'first_notification', 2, i.opened_at + n / 5 * interval '1 hour',
               '{"options":{}}', case x % 1999 when 0 then 'dead' when 1 then 'pending' when 2 then 'suppressed' else 'sent' end,
               i.opened_at, i.opened_at + n / 5 * interval '1 hour', i.opened_at, 'REF-' || i.fingerprint || '-' || n
        from (select i.*, n, i.fingerprint * 10 + n as x from incident i, generate_series(0, 9) n order by i.fingerprint) i""");
    jdbc.update(
        """
        insert into dead_letter (id, at, source, rule, channel, delivery, incident, payload, reason, attempts)
        select gen_random_uuid(), created_at, 'delivery', rule, channel, id, incident, '', 'HTTP 400', 1 from delivery where status = 'dead'""");
    jdbc.update(
        """
        insert into ticket (incident, channel, reference, url, category, created_at, changed_at, seen_at)
        select d.incident, d.channel, d.reference, null, case when i.status <> 'resolved' or i.fingerprint % 5000 = 7 then 'new' else 'done' end,
               d.created_at, d.created_at, d.created_at
        from delivery d join incident i on i.id = d.incident where d.channel = 'jira' and d.kind = 'opened'""");
  }

  /** A group for ten incidents that follow each other; those of a group with an open member are still there. */
  private void groups() {
    jdbc.update(
        """
        insert into message_group (id, rule, channel, address, label, facts, context, reminders, apart_ms, opened_at, told_at, told_total,
                                   told_over, due_at, closed_at, path)
        select md5('g' || fingerprint / 10)::uuid, min(rule), 'slack', 'grouped', 'rack r' || fingerprint / 10, '{}', '{"options":{}}', true,
               300000, min(opened_at), min(opened_at), 10, count(resolved_at),
               case when count(*) > count(resolved_at) then now() + (fingerprint / 10 % 300 - 30) * interval '1 second' end,
               case when count(*) = count(resolved_at) then max(resolved_at) end, '/groups/x'
        from incident where fingerprint / 10 % 10 = 0 group by fingerprint / 10""");
    jdbc.update(
        """
        insert into group_member
        select md5('g' || fingerprint / 10)::uuid, id, opened_at, resolved_at from incident where fingerprint / 10 % 10 = 0""");
  }

  private void others(int incidents) {
    jdbc.update(
        """
        insert into hook_call (hook, call_id, body, received_at, status, due_at, result)
        select 'jira', n::text, '', now() - interval '30 days' * (1 - n::float8 / ?), case when n % 5000 = 0 then 'waiting' else 'done' end, now(), 'done'
        from generate_series(1, ?) n""",
        incidents / 10, incidents / 10);
    jdbc.update(
        """
        insert into poll_run (rule, ok, began_at, last_at, polls, least_rows, most_rows)
        select 'rule-' || n, true, now() - h * interval '1 hour', now() - (h - 1) * interval '1 hour', 360, 3, 9
        from generate_series(720, 0, -1) h, generate_series(0, ?) n""",
        RULES - 1);
  }
}
