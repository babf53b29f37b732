-- What a rule had to tell and a step of its route did not pass on is trouble of the hub itself until somebody has decided
-- about the dead letter: at worst, nobody was told at all. One row per rule, so that an alarm that reaches nobody is not
-- alarmed again for that.
create index dead_letter_notice on dead_letter (rule, at desc)
  where source = 'route' and status = 'dead' and incident is not null;

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
  group by d.rule;
