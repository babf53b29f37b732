-- User groups of Slack that follow schedules.
create table slack_group (
  name          text primary key,                -- Slack's id of it
  schedules     text[]      not null,            -- that name it
  members       text[]      not null,            -- who should be in it, by Slack's ids, sorted
  note          text,
  as_of         timestamptz not null,            -- when that was so: what is known later wins, whichever hub says it
  applied       text[],                          -- whom Slack has taken last; null: not known
  applied_at    timestamptz,
  due_at        timestamptz,                     -- when Slack is to be told; null: there is nothing to tell
  claim         uuid,                            -- of whoever tells it now
  claimed_until timestamptz,
  failures      integer     not null default 0,
  error         text
);
