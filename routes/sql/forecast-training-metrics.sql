-- What the models learn from: for each server the middle sample of every half hour since :#since, in the order of time, so that a
-- large fleet is read in minutes. Every column with numbers is a metric.
SELECT *
FROM (SELECT DISTINCT ON (server_id, extract(epoch FROM timestamp)::bigint / 1800) *
      FROM server_metrics
      WHERE timestamp > :#since
      ORDER BY server_id, extract(epoch FROM timestamp)::bigint / 1800,
               abs(extract(epoch FROM timestamp)::bigint % 1800 - 900), timestamp) AS half_hours
ORDER BY timestamp
