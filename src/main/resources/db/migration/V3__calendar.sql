-- The last good copy of each calendar that is kept elsewhere, and how its readings go. Another location is another row,
-- so that an edit never serves the people of the calendar before.
create table on_call_calendar (
  schedule    text        not null,
  ref         text        not null,               -- SHA-256 of where it is kept, which may be a secret
  refresh_ms  bigint      not null,
  since       timestamptz not null,               -- from when on it is expected to be read
  due_at      timestamptz not null,               -- of the next reading, or the end of the lease of one
  read_at     timestamptz,                        -- the last good reading
  version     bigint      not null default 0,     -- of the copy; 0 = there is none
  assignments json,
  from_at     timestamptz,                        -- what the copy covers
  to_at       timestamptz,
  tag         text        not null default '',    -- an ETag or a date, to ask only for what is new
  warnings    text[]      not null default '{}',
  failures    integer     not null default 0,     -- in a row
  error       text,
  retired_at  timestamptz,                        -- no file names it: nobody expects a reading
  primary key (schedule, ref)
);

-- What the hub has to say about itself; the rule `signalbox` polls it. Rules and channels as before, and calendars:
-- stale after three refreshes, hopeless after three failures if there is no copy at all.
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
      or (k.read_at is null and k.failures >= 3));
