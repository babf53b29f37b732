-- One row per server that has been down for more than two hours without a break: its oldest outage that is still open.
-- overdue_since: when the two hours were over. The escalation counts from there, on the outage's clock and not the hub's.
SELECT DISTINCT ON (d.server_id)
       d.server_id,
       s.team,
       s.region,
       d.cause,
       d.start_time,
       d.start_time + INTERVAL '2 hours'                          AS overdue_since,
       ROUND((EXTRACT(EPOCH FROM NOW() - d.start_time) / 60)::numeric) AS minutes_down,
       COALESCE(s.sla_minutes, 60)                                AS sla_minutes
FROM downtime_logs d
LEFT JOIN servers s ON s.server_id = d.server_id
WHERE d.end_time IS NULL
  AND d.resolved IS NOT TRUE
  AND d.start_time < NOW() - INTERVAL '2 hours'
ORDER BY d.server_id, d.start_time
