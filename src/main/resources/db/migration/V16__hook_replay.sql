-- A call that was quarantined is read again from its dead letter, once the hub understands it.
alter table dead_letter add column hook_call bigint;
update dead_letter d set hook_call = c.number
from hook_call c
where d.source = 'hook' and c.hook = d.channel and c.status = 'quarantined' and c.result = d.reason
  and not exists (select 1 from hook_call o where o.hook = c.hook and o.status = 'quarantined' and o.result = c.result and o.number <> c.number);

-- What another system calls an incident by its own name, learnt from what it told: PagerDuty's notes name nothing else.
create table foreign_name (
  channel  text not null,
  name     text not null,
  incident uuid not null references incident (id) on delete cascade,
  primary key (channel, name)
);
create index foreign_name_incident on foreign_name (incident);
