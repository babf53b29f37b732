-- Who changed the rota by hand, for how long and why. Never deleted: who was on call then is a question of later.
create table on_call_override (
  id           uuid primary key,
  seq          bigint generated always as identity, -- the order in which they apply
  schedule     text        not null,
  start_at     timestamptz not null,
  end_at       timestamptz not null check (end_at > start_at),
  kind         text        not null check (kind in ('set', 'add', 'remove', 'replace')),
  names        text[]      not null,
  replaces     text[]      not null,
  author       text        not null,
  reason       text        not null,
  made_at      timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text
);
create index on_call_override_end on on_call_override (end_at) where withdrawn_at is null;
