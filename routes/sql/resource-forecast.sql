-- One row per server and metric that is expected to reach its limit. On the hub's own store.
SELECT server                                        AS server_id,
       metric,
       round(level::numeric, 1)                      AS now,
       expected_at,
       earliest,
       latest,
       round(probability::numeric, 2)                AS probability,
       array_to_string(reasons, '; ')                AS reasons,
       model,
       round(hits::numeric / nullif(outcomes, 0), 2) AS "precision",
       outcomes,
       nullif(replayed_hits || ' of ' || replayed_outcomes, '0 of 0') AS on_history,
       may_page,
       warning
FROM forecast_standing
WHERE kind = 'trend'
