-- One row per ticket that nobody has taken up within an hour, or finished within a day, while its incident is open; and one per
-- ticket system that cannot be read. The intervals are yours to change.
SELECT t.reference || CASE WHEN t.category = 'new' AND t.created_at > now() - interval '24 hours' THEN ' new' ELSE ' open' END AS subject,
       t.channel || ' ' || t.reference || CASE
         WHEN t.created_at <= now() - interval '24 hours' THEN ' is not done after 24 hours'
         ELSE ' is still new after 1 hour' END                                                     AS problem,
       CASE WHEN t.created_at <= now() - interval '24 hours' THEN 'critical' ELSE 'error' END       AS severity,
       t.reference                                                                                 AS ticket,
       t.url, t.channel, t.state, t.assignee, t.created_at, t.changed_at,
       i.title, i.rule, i.key, i.opened_at,
       i.id::text                                                                                  AS incident_id
FROM ticket t
JOIN incident i ON i.id = t.incident
WHERE i.status <> 'resolved'
  AND i.rule <> 'ticket-watch'
  AND t.category <> 'done'
  AND (t.category = 'new' AND t.changed_at <= now() - interval '1 hour' OR t.created_at <= now() - interval '24 hours')
UNION ALL
SELECT 'reading ' || w.channel, 'Tickets of ' || w.channel || ' cannot be read: ' || coalesce(w.error, 'no reason recorded'), 'error',
       NULL, NULL, NULL, NULL, NULL, NULL, w.read_at, NULL, NULL, NULL, NULL, NULL
FROM ticket_watch w
WHERE w.failures >= 5
