-- How often an incident has been open, and whether it flaps.
alter table incident add column opens integer not null default 1;
alter table incident add column open_times timestamptz[] not null default '{}';  -- the last of them; empty: opened once
alter table incident add column flapping_since timestamptz;
alter table incident add column quiet_since timestamptz;                         -- flapping, and its row is gone
-- what was resolved lately: a row that is back opens it again
create index incident_former on incident (rule, resolved_at) where gone_at is not null;

-- An outage of much of what a rule watches is one incident more, the parent of those it consists of.
alter table incident add column mass boolean not null default false;
alter table incident add column parent uuid;
create index incident_parent on incident (parent, opened_at) where parent is not null;
drop index incident_spell;
create unique index incident_spell on incident (rule, key) where gone_at is null and not mass;
create unique index incident_mass on incident (rule) where gone_at is null and mass;

-- which of the things that others stand behind are down, or were a moment ago
create index incident_open_key on incident (key) where status <> 'resolved';
