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
