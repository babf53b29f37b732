-- The rule ticket-watch says for itself how long is too long.

create function in_words(span interval) returns text language sql immutable as $$
  select case
    when minutes % 60 <> 0 or minutes = 0 then minutes || case minutes when 1 then ' minute' else ' minutes' end
    else minutes / 60 || case minutes when 60 then ' hour' else ' hours' end end
  from (select round(extract(epoch from span) / 60)::bigint as minutes) given
$$;

-- One row per ticket that nobody has taken up within new_after, or finished within unresolved_after, while its incident is open;
-- and one per ticket system that cannot be read. level: whom of the escalation to ask.
create function overdue_ticket(new_after interval, new_level integer, unresolved_after interval, unresolved_level integer)
  returns table (
    subject text, problem text, severity text, level integer, ticket text, url text, channel text, state text, assignee text,
    created_at timestamptz, changed_at timestamptz, title text, rule text, key text, opened_at timestamptz, incident_id text)
  language sql stable as $$
  select t.reference || case when late.over then ' open' else ' new' end,
         t.channel || ' ' || t.reference || case
           when late.over then ' is not done after ' || in_words(unresolved_after)
           else ' is still new after ' || in_words(new_after) end,
         case when late.over then 'critical' else 'error' end,
         case when late.over then unresolved_level else new_level end,
         t.reference, t.url, t.channel, t.state, t.assignee, t.created_at, t.changed_at,
         i.title, i.rule, i.key, i.opened_at, i.id::text
  from ticket t
  join incident i on i.id = t.incident
  cross join lateral (select t.created_at <= now() - unresolved_after as over) late
  where i.status <> 'resolved'
    and i.rule <> 'ticket-watch'
    and t.category <> 'done'
    and (t.category = 'new' and t.changed_at <= now() - new_after or late.over)
  union all
  select 'reading ' || w.channel, 'Tickets of ' || w.channel || ' cannot be read: ' || coalesce(w.error, 'no reason recorded'), 'error',
         new_level, null, null, null, null, null, null, w.read_at, null, null, null, null, null
  from ticket_watch w
  where w.failures >= 5
$$;
