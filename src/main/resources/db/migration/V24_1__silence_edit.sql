-- Who changed a silence, when and what; the silence itself is as it is now.
create table silence_edit (
  id      bigint generated always as identity primary key,
  silence uuid        not null references silence (id),
  at      timestamptz not null,
  editor  text        not null,
  said    text        not null                       -- what it is instead of what it was
);
create index silence_edit_of on silence_edit (silence, id);
