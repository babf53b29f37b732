-- Things told once that are no incidents. Never deleted: that a rule and a key stand here is what keeps them told once.
create table announcement (
  id       uuid primary key,
  rule     text        not null,
  key      text        not null,
  severity text        not null,
  title    text        not null,
  row      json        not null,                  -- its facts, in the order to show
  items    json        not null,                  -- what it lists
  at       timestamptz not null,
  path     text        not null                   -- its page in the console
);
create unique index announcement_once on announcement (rule, key);

-- What a delivery is about: delivery.incident is the id of one of these.
create view subject as
  select id, rule, key, severity, title, row, null::json as items, opened_at as since, null::text as path from incident
  union all
  select id, rule, key, severity, title, row, items, at, path from announcement;

-- On whose schedule an incident fell. Those open now: the one that was asked when they were told.
alter table incident add column schedule text;
update incident i
set schedule = (select d.context::json #>> '{onCall,schedule}' from delivery d
                where d.incident = i.id and d.context like '{"onCall":%' order by d.seq limit 1)
where i.status <> 'resolved';
