-- User groups of Slack that follow schedules.
create table slack_group (
  name          text primary key,                -- Slack's id of it
  schedules     text[]      not null,            -- that name it
  members       text[]      not null,            -- who should be in it, by Slack's ids, sorted
  note          text,
  as_of         timestamptz not null,            -- when that was so: what is known later wins, whichever hub says it
  applied       text[],                          -- whom Slack has taken last; null: not known
  applied_at    timestamptz,
  due_at        timestamptz,                     -- when Slack is to be told; null: there is nothing to tell
  claim         uuid,                            -- of whoever tells it now
  claimed_until timestamptz,
  failures      integer     not null default 0,
  error         text
);

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
  where g.failures >= 3 and g.due_at is not null;
