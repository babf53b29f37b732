-- One row per server that is unlike its own past. On the hub's own store.
SELECT server                                        AS server_id,
       round(probability::numeric, 2)                AS score,
       array_to_string(reasons, '; ')                AS reasons,
       made_at                                       AS since,
       round(hits::numeric / nullif(outcomes, 0), 2) AS "precision",
       outcomes,
       nullif(replayed_hits || ' of ' || replayed_outcomes, '0 of 0') AS on_history,
       may_page,
       warning
FROM forecast_standing
WHERE kind = 'anomaly'
