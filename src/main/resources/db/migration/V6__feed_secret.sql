-- What the addresses of calendar feeds are signed with: at most one row. Deleting it makes all addresses given out so far void.
create table feed_secret (
  only_one boolean primary key default true check (only_one),
  value    bytea       not null check (length(value) = 32),
  made_at  timestamptz not null
);
