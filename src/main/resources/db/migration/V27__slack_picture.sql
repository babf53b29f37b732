-- Pictures of incidents on their way into Slack's messages.
create table slack_picture (
  incident uuid primary key references incident (id) on delete cascade,
  png      bytea,                                -- until Slack has it, or it is given up
  alt      text        not null,                 -- what it says in words
  file     text,                                 -- Slack's name of it
  due_at   timestamptz,                          -- to be uploaded, or shown; while claimed: the end of the lease; null: done, or given up
  claim    uuid,
  failures integer     not null default 0,
  error    text
);
create index slack_picture_due on slack_picture (due_at) where due_at is not null;
