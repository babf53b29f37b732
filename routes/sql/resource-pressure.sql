-- One row per server whose cpu or memory stayed above 90 % for ten minutes: every sample of that time, and at least two.
SELECT server_id,
       ROUND(AVG(cpu_usage)::numeric, 1)                          AS cpu_usage,
       ROUND(AVG(memory_usage)::numeric, 1)                       AS memory_usage,
       COUNT(*)                                                   AS samples,
       MIN(timestamp)                                             AS since
FROM server_metrics
WHERE timestamp > NOW() - INTERVAL '10 minutes'
  AND timestamp <= NOW()
GROUP BY server_id
HAVING COUNT(*) >= 2
   AND (MIN(cpu_usage) > 90 OR MIN(memory_usage) > 90)
