-- One row per server that went down more than three times in the last 24 hours (half-open: exactly 24 hours ago is out).
SELECT d.server_id,
       COUNT(*)                                                   AS downtime_count,
       MAX(d.start_time)                                          AS last_downtime,
       ROUND(SUM(EXTRACT(EPOCH FROM COALESCE(d.end_time, NOW()) - d.start_time) / 60)::numeric) AS minutes_down,
       MAX(s.team)                                                AS team,
       MAX(s.region)                                              AS region
FROM downtime_logs d
LEFT JOIN servers s ON s.server_id = d.server_id
WHERE d.start_time > NOW() - INTERVAL '1 day'
  AND d.start_time <= NOW()
GROUP BY d.server_id
HAVING COUNT(*) > 3
