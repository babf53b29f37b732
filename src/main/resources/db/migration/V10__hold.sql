-- What holds the news of an incident back, and whether the rule's places were ever owed its opening.
alter table incident
  add column held_reason text,
  add column held_detail text,
  add column held_since  timestamptz,
  add column told_at     timestamptz;
update incident i set told_at = opened_at
where not exists (select 1 from timeline t where t.incident = i.id and t.event = 'adopted');
create index incident_held on incident (opened_at desc) where held_since is not null;
