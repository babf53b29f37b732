-- When places with a cap were told of something new; no more rows for a place than its cap, and a few that wait to be forgotten.
create table capped_opening (
  channel text        not null,
  address text        not null,
  at      timestamptz not null
);
create index capped_opening_place on capped_opening (channel, address, at);
