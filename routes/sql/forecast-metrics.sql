-- The samples since the last round, in the order of time; of what is older than :#lately (two days: in the first round, or when the
-- hub was away) one in half an hour for each server. Every column with numbers is a metric. An index on timestamp keeps each
-- round as cheap as what is new.
SELECT *
FROM server_metrics
WHERE timestamp > :#since
  AND timestamp > :#lately
UNION ALL
SELECT *
FROM (SELECT DISTINCT ON (server_id, extract(epoch FROM timestamp)::bigint / 1800) *
      FROM server_metrics
      WHERE timestamp > :#since
        AND timestamp <= :#lately
      ORDER BY server_id, extract(epoch FROM timestamp)::bigint / 1800,
               abs(extract(epoch FROM timestamp)::bigint % 1800 - 900), timestamp) AS half_hours
ORDER BY timestamp
