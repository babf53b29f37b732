-- How the polls of a rule went: one row for a run of polls alike, an hour at most, so that "what did the query return then"
-- has an answer weeks later and costs one small update per poll.
create table poll_run (
  id         bigint generated always as identity primary key,
  rule       text        not null,
  ok         boolean     not null,
  began_at   timestamptz not null,
  last_at    timestamptz not null,
  polls      integer     not null,
  least_rows integer     not null,
  most_rows  integer     not null,
  error      text
) with (fillfactor = 80);
create index poll_run_rule on poll_run (rule, id desc);
