-- What a rule had to tell and a step of its route did not pass on is trouble of the hub itself until somebody has decided
-- about the dead letter: at worst, nobody was told at all. One row per rule, so that an alarm that reaches nobody is not
-- alarmed again for that.
create index dead_letter_notice on dead_letter (rule, at desc)
  where source = 'route' and status = 'dead' and incident is not null;

alter view self_check rename to self_check_of_parts;    -- whatever it holds by now
create view self_check as
  select subject, problem, last_ok_at, failures from self_check_of_parts
  union all
  select 'notices of ' || d.rule,
         'A notice was not passed on, see the dead letters: ' || (array_agg(d.reason order by d.at desc))[1],
         null, count(*)::integer
  from dead_letter d
  where d.source = 'route' and d.status = 'dead' and d.incident is not null
  group by d.rule;
