-- Somebody says that what a server is since then is normal now: its model forgets what was usual, and learns anew from there.
create table forecast_normal (
  rule      text        not null,
  server    text        not null,
  since     timestamptz not null,
  said_by   text        not null,
  note      text,
  at        timestamptz not null,
  learnt_at timestamptz,                         -- null: to be done by the next round of the stream
  primary key (rule, server, at)
);
create index forecast_normal_due on forecast_normal (rule) where learnt_at is null;
