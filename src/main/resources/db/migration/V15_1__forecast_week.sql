-- Precision, recall and lead time of each model in each week (Monday to Sunday, UTC) of its warnings. What had no horizon
-- left by the end of the week is counted in the week in which the warning was made.
create or replace view forecast_week as
  with made as (
    select date_trunc('week', made_at at time zone 'UTC')::date as week, kind, model,
           count(*) as warnings,
           count(*) filter (where outcome = 'hit') as hits,
           count(*) filter (where outcome = 'miss') as misses,
           count(*) filter (where outcome = 'averted-unknown') as unknown,
           percentile_cont(0.5) within group (order by extract(epoch from event_at - made_at))
             filter (where outcome = 'hit') as lead_seconds,
           avg(horizon_ms) as horizon_ms
    from forecast_warning group by 1, 2, 3),
  happened as (
    select date_trunc('week', e.at at time zone 'UTC')::date as week, k.kind, m.model,
           count(*) as events,
           count(*) filter (where exists (
             select from forecast_warning w
             where w.server = e.server and w.kind = k.kind and w.model = m.model and w.made_at < e.at and w.due_at >= e.at
               and (k.kind <> 'trend' or e.what = 'downtime' or w.metric = e.metric))) as warned
    from forecast_event e
    cross join (values ('trend'), ('anomaly'), ('failure')) k (kind)
    join (select kind, model, min(made_at) as since from forecast_warning group by kind, model) m on m.kind = k.kind
    -- of what came before a model said anything nobody could be warned
    where e.at > m.since and not e.planned and (e.what = 'crossing') = (k.kind = 'trend')
    group by 1, 2, 3)
  select coalesce(m.week, h.week) as week, coalesce(m.kind, h.kind) as kind, coalesce(m.model, h.model) as model,
         coalesce(m.warnings, 0) as warnings, coalesce(m.hits, 0) as hits, coalesce(m.misses, 0) as misses,
         coalesce(m.unknown, 0) as unknown, coalesce(h.events, 0) as events, coalesce(h.warned, 0) as warned,
         m.lead_seconds,
         1 - exp(-coalesce(h.events, 0)::double precision / nullif(f.servers, 0)
                 * coalesce(m.horizon_ms, 0)::double precision / (7 * 86400000.0)) as base_rate
  from made m
  full join happened h on h.week = m.week and h.kind = m.kind and h.model = m.model
  left join forecast_fleet f on f.week = coalesce(m.week, h.week);
