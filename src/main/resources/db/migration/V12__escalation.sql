-- Policies as incidents were opened with them: a running incident keeps its own, whatever becomes of the file.
create table escalation_version (
  id     uuid primary key,                        -- of its text, so that the same policy is one row
  name   text not null,
  policy json not null
);

-- Where each incident that is not resolved stands on its ladder.
create table escalation_timer (
  incident       uuid primary key,
  version        uuid        not null,
  level          integer     not null,            -- entered last, from 1; 0: none yet
  round          integer     not null,
  round_began    timestamptz not null,
  entered_at     timestamptz not null,
  due_at         timestamptz,                     -- of the next level; null: there is none
  paused_at      timestamptz,                     -- while it rests: since when. It goes on with due_at later by as long
  resume_at      timestamptz,                     -- when it goes on by itself: a snooze ends
  nobody         boolean     not null default false,
  ack_stops      boolean     not null,            -- of the policy, for statements about many
  ack_expires_ms bigint,                          -- null: the hub's setting; 0: never
  hastened_by    text,
  hastened_note  text
) with (fillfactor = 80);
create index escalation_due on escalation_timer (due_at) where paused_at is null and due_at is not null;
create index escalation_resume on escalation_timer (resume_at) where resume_at is not null;
create index escalation_nobody on escalation_timer (version) where nobody;

-- Until when somebody takes care of it without saying anything more; null: for good.
alter table incident add column acknowledged_until timestamptz;
create index incident_lapses on incident (acknowledged_until) where status = 'acknowledged';
-- those on a schedule, for whoever comes on call
create index incident_schedule on incident (schedule) where status = 'open';

-- Who was on call when last looked at: what is open is handed over once for each change, whichever hub sees it first.
create table on_duty (
  schedule text primary key,
  people   text[]      not null,
  since    timestamptz not null
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
  group by v.name;
