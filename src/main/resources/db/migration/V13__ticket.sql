-- What the tickets of incidents look like where they are kept: as the hub left them, as webhooks and polls told since.
create table ticket (
  incident   uuid        not null,
  channel    text        not null,
  reference  text        not null,                -- the key or number by which people call it
  url        text,
  category   text        not null check (category in ('new', 'in_progress', 'done')),
  state      text        not null default '',     -- as its own system calls it; empty until somebody said
  assignee   text,                                -- a name of people.yaml where the person is known
  written    text,                                -- JSON: the values that the hub wrote last, by field
  created_at timestamptz not null,
  changed_at timestamptz not null,                -- of its category, by the clock of whoever saw it
  seen_at    timestamptz not null,
  primary key (incident, channel, reference)
);
create index ticket_reference on ticket (reference, channel);
create index ticket_open on ticket (changed_at) where category <> 'done';

-- Comments that were heard, so that what a webhook told is not told again by a poll.
create table ticket_comment (
  channel  text        not null,
  comment  text        not null,                  -- its own system's id
  heard_at timestamptz not null,
  primary key (channel, comment)
);
create index ticket_comment_heard on ticket_comment (heard_at);

-- How far the systems' changes have been read.
create table ticket_watch (
  channel     text primary key,
  read_until  timestamptz not null,               -- everything that changed before has been seen
  taken_until timestamptz not null,               -- a hub is at it until then
  read_at     timestamptz,                        -- the last good reading
  failures    integer     not null default 0,     -- in a row
  error       text
);

-- those of before
insert into ticket (incident, channel, reference, url, category, created_at, changed_at, seen_at)
select distinct on (d.incident, d.channel, d.reference) d.incident, d.channel, d.reference, d.url,
       case when i.status = 'resolved' then 'done' when i.status = 'acknowledged' then 'in_progress' else 'new' end,
       now(), coalesce(d.sent_at, d.created_at), now()
from delivery d join incident i on i.id = d.incident
where d.channel in ('jira', 'servicenow') and d.kind = 'opened' and d.status = 'sent' and d.reference is not null
order by d.incident, d.channel, d.reference, d.seq;

-- a ticket made in the place of one that was closed too early is found like the first
drop index delivery_reference;
create index delivery_reference on delivery (reference) where reference is not null and kind in ('opened', 'reopened');
