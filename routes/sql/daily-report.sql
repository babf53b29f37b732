-- One row per server and outage of the last 32 days, which is all that a month can need. A server without an outage is one
-- row without start_time: it counts in its team's availability.
-- end_time is null while the outage lasts. sla_minutes is how long it may last, null where nobody promised anything.
-- Planned downtime counts as downtime; to leave it out, add AND sla_tracking to the inner query.
SELECT COALESCE(d.server_id, s.server_id)                                          AS server_id,
       COALESCE(s.team, 'no team')                                                 AS team,
       d.start_time,
       d.end_time,
       d.cause,
       CASE WHEN d.sla_tracking THEN COALESCE(s.sla_minutes, 60) END               AS sla_minutes
FROM servers s
FULL JOIN (SELECT server_id, start_time, cause, sla_tracking,
                  CASE WHEN resolved
                       THEN COALESCE(end_time, start_time + downtime_duration_minutes * INTERVAL '1 minute', start_time)
                       ELSE end_time END AS end_time
           FROM downtime_logs
           WHERE COALESCE(end_time, NOW()) > NOW() - INTERVAL '32 days') d ON d.server_id = s.server_id
