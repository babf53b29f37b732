-- One row per sample since the last round, in the order of time. Every column with numbers is a metric. An index on
-- timestamp keeps each round as cheap as what is new.
SELECT *
FROM server_metrics
WHERE timestamp > :#since
ORDER BY timestamp
