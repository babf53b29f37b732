-- The hub's own tables. Instants are written by the hub from the database's clock.

create table rule (
  id           text primary key,
  description  text        not null default '',
  every_ms     bigint      not null default 0,
  adopted_at   timestamptz,                       -- its first completed poll
  last_poll_at timestamptz,
  last_ok_at   timestamptz,
  last_poll_ok boolean,
  rows         integer     not null default 0,
  failures     integer     not null default 0,    -- in a row
  error        text,
  retired_at   timestamptz                        -- its file is gone: nobody expects a poll
);

create table incident (
  id               uuid primary key,
  rule             text        not null,
  key              text        not null,
  status           text        not null check (status in ('open', 'acknowledged', 'resolved')),
  severity         text        not null,
  title            text        not null,
  row              json        not null,          -- json, not jsonb: the columns keep the order of the query
  fingerprint      bigint      not null,
  opened_at        timestamptz not null,
  acknowledged_at  timestamptz,
  acknowledged_by  text,
  resolved_at      timestamptz,
  snoozed_until    timestamptz,
  gone_at          timestamptz,                   -- the row is gone: the spell is over
  missed           integer     not null default 0,
  repeats          integer     not null default 0,
  next_repeat_at   timestamptz not null,
  escalation_level integer     not null default 0,
  assignee         text
);
create unique index incident_spell on incident (rule, key) where gone_at is null;
create index incident_alert on incident (rule, key);
create index incident_open on incident (opened_at desc) where status <> 'resolved';
create index incident_recent on incident (opened_at desc);

create table timeline (
  id       bigint generated always as identity primary key,
  incident uuid        not null,
  at       timestamptz not null,
  event    text        not null,
  actor    text        not null,
  reason   text        not null,
  detail   text
);
create index timeline_incident on timeline (incident, id);

create table delivery (
  id           uuid primary key,
  seq          bigint generated always as identity,
  incident     uuid        not null,
  rule         text        not null,
  channel      text        not null,
  address      text        not null,
  kind         text        not null,
  reason       text        not null,
  priority     smallint    not null,              -- of the severity: 3 critical … 0 info
  at           timestamptz not null,              -- of the change that it tells
  context      text        not null,
  status       text        not null check (status in ('pending', 'sent', 'dead', 'suppressed')),
  attempts     integer     not null default 0,
  due_at       timestamptz not null,              -- not before; while claimed: the end of the lease
  claim        uuid,                              -- fencing token of the latest claim
  unsure_since timestamptz,                       -- since when the other side may have it
  last_error   text,
  reference    text,
  url          text,
  created_at   timestamptz not null,
  sent_at      timestamptz
) with (fillfactor = 80);
-- the claim walks this one; due_at and claim are not in it, so that claiming stays a heap-only update
create index delivery_pending on delivery (channel, priority desc, seq) where status = 'pending';
-- one place of one incident; also what makes owing idempotent
create unique index delivery_lane on delivery (incident, channel, address, kind, at);
create index delivery_recent on delivery (created_at desc);

create table channel (
  name         text not null,
  address      text not null default '',          -- '' = the whole channel
  state        text not null check (state in ('ok', 'throttled', 'failing', 'misconfigured')),
  reason       text,
  since        timestamptz not null,
  paused_until timestamptz,
  failures     integer not null default 0,        -- in a row
  primary key (name, address)
);

create table dead_letter (
  id         uuid primary key,
  at         timestamptz not null,
  source     text        not null check (source in ('delivery', 'row', 'route')),
  rule       text,
  channel    text,
  address    text,
  delivery   uuid,
  incident   uuid,
  payload    text        not null,
  reason     text        not null,
  attempts   integer     not null,
  status     text        not null default 'dead' check (status in ('dead', 'replayed', 'discarded')),
  decided_by text,
  decided_at timestamptz
);
create index dead_letter_recent on dead_letter (at desc);
-- a row that stays broken is one dead letter, not one per poll
create unique index dead_letter_row on dead_letter (rule, md5(payload), md5(reason)) where source = 'row';
create unique index dead_letter_delivery on dead_letter (delivery) where status = 'dead';

-- What the hub has to say about itself; the rule `signalbox` polls it.
create view self_check as
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
  where c.state = 'misconfigured' or (c.state = 'failing' and c.since < now() - interval '3 minutes');
