-- One row per server that is likely to go down, at the shortest time for which that is so. On the hub's own store.
SELECT DISTINCT ON (server)
       server                                        AS server_id,
       round(probability::numeric, 2)                AS probability,
       horizon_ms / 3600000                          AS within_hours,
       due_at                                        AS until,
       array_to_string(reasons, '; ')                AS reasons,
       model,
       round(hits::numeric / nullif(outcomes, 0), 2) AS "precision",
       outcomes,
       nullif(replayed_hits || ' of ' || replayed_outcomes, '0 of 0') AS on_history,
       may_page,
       warning
FROM forecast_standing
WHERE kind = 'failure'
ORDER BY server, horizon_ms
