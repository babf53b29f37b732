-- Rows without a key: how many there were when it was last known of each open incident whether its row was there, and how many
-- incidents may be over since, and may not be.
alter table rule add column nameless integer not null default 0;
alter table rule add column unclear integer not null default 0;

-- A row that stays broken is one letter until somebody has decided about it, whatever else in it changes from poll to poll:
-- 'row_of' says which row it is, where the source knows.
alter table dead_letter add column row_of text;
drop index dead_letter_row;
create unique index dead_letter_row_waiting on dead_letter (rule, coalesce(row_of, md5(payload)), md5(reason))
  where source = 'row' and status = 'dead';

-- What the hub has to say about itself; the rule `signalbox` polls it. All of it in one place: whoever adds to it writes it
-- anew in a migration of its own.
create or replace view self_check as
  select r.id as subject,
         case when r.failures >= 3 then 'The poll fails: ' || coalesce(r.error, 'no reason recorded')
              else 'The poll is overdue' end as problem,
         r.last_ok_at, r.failures
  from rule r
  where r.retired_at is null
    and (r.failures >= 3
      or coalesce(r.last_ok_at, r.last_poll_at) < now() - greatest(interval '15 minutes', r.every_ms * 10 * interval '1 millisecond'))
  union all
  select 'rows of ' || r.id,
         'Rows without a key: nobody knows whether ' || r.unclear
           || case r.unclear when 1 then ' incident is' else ' incidents are' end
           || ' over. See the dead letters, then repair the rows or leave them out of the query',
         r.last_ok_at, 0
  from rule r
  where r.retired_at is null and r.unclear > 0
  union all
  select 'channel ' || c.name || case when c.address = '' then '' else ' ' || c.address end,
         'Nothing can be delivered: ' || coalesce(c.reason, 'no reason recorded'), c.since, c.failures
  from channel c
  where c.state = 'misconfigured' or (c.state = 'failing' and c.since < now() - interval '3 minutes')
  union all
  -- stale after three refreshes, hopeless after three failures if there is no copy at all
  select 'calendar ' || k.schedule,
         case when k.read_at is null then 'The calendar was never read, only overrides and fallback are on call: '
              else 'The calendar is stale, its last copy is in use: ' end || coalesce(k.error, 'nobody reads it'),
         k.read_at, k.failures
  from on_call_calendar k
  where k.retired_at is null
    and (greatest(k.since, k.read_at) < now() - k.refresh_ms * 3 * interval '1 millisecond'
      or (k.read_at is null and k.failures >= 3))
  union all
  select a.subject, a.problem, null::timestamptz, 0
  from on_call_alarm a
  union all
  select 'notices of ' || d.rule,
         'A notice was not passed on, see the dead letters: ' || (array_agg(d.reason order by d.at desc))[1],
         null, count(*)::integer
  from dead_letter d
  where d.source = 'route' and d.status = 'dead' and d.incident is not null
  group by d.rule
  union all
  -- one row per escalation, so that nobody at any level is one alarm
  select 'escalation ' || v.name,
         'Nobody is on call at any level, ' || count(*) || case count(*) when 1 then ' incident waits' else ' incidents wait' end
           || ' for nobody: ' || min(i.title),
         null, 0
  from escalation_timer t
  join escalation_version v on v.id = t.version
  join incident i on i.id = t.incident
  where t.nobody
  group by v.name
  union all
  select 'user group ' || g.name,
         'It does not follow the schedule ' || array_to_string(g.schedules, ', ') || ': ' || coalesce(g.error, 'no reason recorded'),
         g.applied_at, g.failures
  from slack_group g
  where g.failures >= 3 and g.due_at is not null
  union all
  -- stale after three refreshes, hopeless after three failures if there is no copy to go by
  select 'change calendar ' || g.title,
         case when g.copied then 'The change calendar is stale, its last copy is in use: '
              else 'The change calendar cannot be read, none of its changes holds anything: ' end || coalesce(g.error, 'nobody reads it'),
         g.read_at, g.failures
  from change_calendar g
  where greatest(g.since, g.read_at) < now() - g.refresh_ms * 3 * interval '1 millisecond'
    or (not g.copied and g.failures >= 3)
  union all
  -- the same of what stands behind what
  select 'dependencies ' || q.name,
         case when q.copy is not null then 'What stands behind what is stale, the last answer is in use: '
              else 'What stands behind what cannot be read, nothing is held back for it: ' end || coalesce(q.error, 'nobody reads it'),
         q.read_at, q.failures
  from dependency_query q
  where greatest(q.since, q.read_at) < now() - q.refresh_ms * 3 * interval '1 millisecond'
    or (q.copy is null and q.failures >= 3);
