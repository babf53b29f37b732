-- One row per downtime that began or ended since the last round, or that lasts. :#downtimes_from is a month earlier: the end
-- of one that is older is not looked for, else every round would read the whole history.
SELECT *
FROM downtime_logs
WHERE start_time > :#downtimes_from
  AND (start_time > :#downtimes_since OR end_time > :#downtimes_since OR end_time IS NULL)
