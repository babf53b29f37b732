-- One row per outage that is longer than the server's SLA (60 minutes where it has none of its own).
-- An open outage counts by its age. Those that ended more than a day ago are history.
SELECT d.id,
       d.server_id,
       s.team,
       s.region,
       d.cause,
       d.start_time,
       d.end_time,
       ROUND((EXTRACT(EPOCH FROM COALESCE(d.end_time, NOW()) - d.start_time) / 60)::numeric) AS minutes_down,
       COALESCE(s.sla_minutes, 60)                                AS sla_minutes,
       d.resolved
FROM downtime_logs d
LEFT JOIN servers s ON s.server_id = d.server_id
WHERE d.sla_tracking
  AND COALESCE(d.end_time, NOW()) - d.start_time > COALESCE(s.sla_minutes, 60) * INTERVAL '1 minute'
  AND COALESCE(d.end_time, NOW()) > NOW() - INTERVAL '1 day'
