-- Incidents that one place is told of in one message. Its deliveries are deliveries like any other, of an incident with this id.
create table message_group (
  id          uuid primary key,
  rule        text        not null,
  channel     text        not null,
  address     text        not null,
  label       text        not null,              -- what its members have in common: 'rack r1'
  facts       json        not null,              -- the same by column
  context     text        not null,              -- of its next delivery, as the latest member's sink wrote it
  reminders   boolean     not null,
  apart_ms    bigint      not null,              -- between two messages, at least
  opened_at   timestamptz not null,
  due_at      timestamptz,                       -- when to look at it again; null: nothing has changed since it was told
  reminded    boolean     not null default false, -- a member is to be told again
  told_at     timestamptz,                       -- null: this time it has not been told yet
  told_worst  text        not null default 'info',
  told_total  integer     not null default 0,
  told_over   integer     not null default 0,
  closed_at   timestamptz,
  -- what its next delivery says
  severity    text        not null default 'info',
  title       text        not null default '',
  row         json        not null default '{}',
  items       json        not null default '[]',
  path        text        not null
);
create unique index message_group_live on message_group (rule, channel, address, label) where closed_at is null;
create index message_group_due on message_group (due_at) where due_at is not null;
create index message_group_closed on message_group (closed_at) where closed_at is not null;

create table group_member (
  message_group uuid        not null,
  incident      uuid        not null,
  joined_at     timestamptz not null,
  left_at       timestamptz,
  primary key (message_group, incident)
);
create index group_member_incident on group_member (incident);

-- What a delivery is about: delivery.incident is the id of one of these.
create or replace view subject as
  select id, rule, key, severity, title, row, null::json as items, opened_at as since, null::text as path from incident
  union all
  select id, rule, key, severity, title, row, items, at, path from announcement
  union all
  select id, rule, label, severity, title, row, items, opened_at, path from message_group;
