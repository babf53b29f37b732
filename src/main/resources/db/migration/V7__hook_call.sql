-- What other systems told us, stored before it was answered.
create table hook_call (
  number      bigint generated always as identity primary key,
  hook        text        not null,
  call_id     text,                               -- null: repeats of it cannot be told
  body        bytea       not null,               -- as it came, empty once it is done; never shown as a whole, it may hold tokens
  received_at timestamptz not null,
  status      text        not null default 'waiting' check (status in ('waiting', 'done', 'quarantined')),
  due_at      timestamptz not null,               -- while claimed: the end of the lease
  claim       uuid,                               -- fencing token of the latest claim
  attempts    integer     not null default 0,
  result      text
);
create unique index hook_call_once on hook_call (hook, call_id) where call_id is not null;
create index hook_call_waiting on hook_call (number) where status = 'waiting';
create index hook_call_received on hook_call (received_at);

alter table dead_letter drop constraint dead_letter_source_check;
alter table dead_letter add constraint dead_letter_source_check check (source in ('delivery', 'row', 'route', 'hook'));

-- which incident another system means by its own name for it
create index delivery_reference on delivery (reference) where reference is not null and kind = 'opened';
