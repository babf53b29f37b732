-- What people do not want to be told of for a while, and why. Never deleted: why nobody was told is a question of later.
create table silence (
  id         uuid primary key,
  seq        bigint generated always as identity,
  matchers   text[]      not null,                 -- each as it is written, server_id=~"db-.*"
  starts_at  timestamptz not null,
  ends_at    timestamptz not null check (ends_at > starts_at),
  author     text        not null,
  comment    text        not null,
  made_at    timestamptz not null,
  expired_at timestamptz,
  expired_by text
);
create index silence_current on silence (ends_at) where expired_at is null;
