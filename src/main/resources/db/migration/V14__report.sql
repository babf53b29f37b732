-- What an announcement says in full, where that is more than its facts; kept, so that a retry says the same.
create table document (
  announcement uuid primary key references announcement,
  text         text not null,
  html         text not null                      -- what is between <body> and </body>
);
create table enclosure (
  announcement uuid  not null references document on delete cascade,
  position     int   not null,
  name         text  not null,                    -- of the file
  type         text  not null,
  content_id   text,                              -- null: a file to save
  bytes        bytea not null,
  primary key (announcement, position)
);

-- The reports that were made, for the console; what was sent of them is their announcement's document.
create table report (
  rule         text        not null,
  date         date        not null,              -- of the report's own zone
  at           timestamptz not null,
  announcement uuid        not null references announcement,
  content      json        not null,
  primary key (rule, date)
);
create index report_recent on report (date desc, rule);
