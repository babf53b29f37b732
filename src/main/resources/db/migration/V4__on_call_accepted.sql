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
