-- The schedules as they were when their turns were last taken for right; one row.
create table on_call_accepted (
  one         boolean primary key default true check (one),
  texts       text[]      not null,
  accepted_at timestamptz not null,
  accepted_by text        not null,
  disputed    text[],     -- a version that deals turns anew, until somebody accepts it
  disputed_at timestamptz
);

-- What is wrong on call and cannot wait: nobody covers the next day. Written by the hub, read by its own rule.
create table on_call_alarm (
  subject text primary key,
  problem text        not null,
  since   timestamptz not null
);

-- Rules, channels and calendars as before.
create or replace view self_check as
  select r.id as subject,
         case when r.failures >= 3 then 'The poll fails: ' || coalesce(r.error, 'no reason recorded')
              else 'The poll is overdue' end as problem,
         r.last_ok_at, r.failures
  from rule r
  where r.retired_at is null
    and (r.failures >= 3
      or coalesce(r.last_ok_at, r.last_poll_at)
        < now() - greatest(interval '15 minutes', r.every_ms * 10 * interval '1 millisecond'))
  union all
  select 'channel ' || c.name || case when c.address = '' then '' else ' ' || c.address end,
         'Nothing can be delivered: ' || coalesce(c.reason, 'no reason recorded'), c.since, c.failures
  from channel c
  where c.state = 'misconfigured' or (c.state = 'failing' and c.since < now() - interval '3 minutes')
  union all
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
  from on_call_alarm a;
