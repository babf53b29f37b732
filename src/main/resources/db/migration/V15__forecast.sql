-- What the models say, what became of it, and what they remember.

-- How far a forecasting route has read the watched database. One process reads it at a time, because it keeps what it has
-- read in memory: whoever finds the lease run out goes on from what was kept.
create table forecast_stream (
  rule        text primary key,
  owner       uuid        not null,
  lease_until timestamptz not null,
  read_to     timestamptz,                         -- metrics have been read up to here
  replay_from timestamptz,                         -- what is kept of the servers is complete up to here
  train_after timestamptz                          -- somebody wants it trained: the wish, until a model is newer
);

-- What is known of one server: half hours of its metrics, what is usual for it. Packed; a few kilobytes per metric.
create table forecast_state (
  rule   text        not null,
  server text        not null,
  upto   timestamptz not null,                     -- its last sample
  bytes  bytea       not null,
  primary key (rule, server)
);

-- What was learnt. The highest version is in use; a few older ones are kept to look at.
create table forecast_model (
  rule       text        not null,
  kind       text        not null,
  horizon_ms bigint      not null,
  version    integer     not null,
  trained_at timestamptz not null,                 -- it knows nothing later
  from_at    timestamptz not null,
  rows       integer     not null,
  positives  integer     not null,
  facts      text        not null,                 -- for people: what it is and how good it was on the last quarter
  bytes      bytea,                                -- null: too little to learn from
  primary key (rule, kind, horizon_ms, version)
);

-- The latest word on each server.
create table forecast (
  kind        text             not null,
  server      text             not null,
  metric      text             not null,           -- '' where the whole server is meant
  horizon_ms  bigint           not null,
  at          timestamptz      not null,
  probability double precision not null,
  expected_at timestamptz      not null,
  earliest    timestamptz,
  latest      timestamptz,
  answer      text             not null,           -- crosses, already over, not expected, too little data; '' elsewhere
  reasons     text[]           not null,
  model       text             not null,
  version     integer          not null,
  level       double precision,
  primary key (kind, server, metric, horizon_ms)
);
create index forecast_strongest on forecast (probability desc);

-- A prediction that was published, and what became of it. Those of model 'simple' are never published: they are what the
-- models are measured against.
create table forecast_warning (
  id          uuid primary key,
  kind        text             not null,
  model       text             not null,
  version     integer          not null,
  server      text             not null,
  metric      text             not null,
  horizon_ms  bigint           not null,
  made_at     timestamptz      not null,
  probability double precision not null,
  expected_at timestamptz      not null,
  due_at      timestamptz      not null,
  answer      text             not null,
  reasons     text[]           not null,
  level       double precision,
  chart       text,                                -- JSON: actual, expected, limit
  standing    boolean          not null default true,
  outcome     text check (outcome in ('hit', 'miss', 'averted-unknown')),
  outcome_why text,
  judged_at   timestamptz,
  event_at    timestamptz
);
create unique index forecast_warning_once on forecast_warning (kind, model, server, metric, horizon_ms) where outcome is null;
create index forecast_warning_recent on forecast_warning (made_at desc);
create index forecast_warning_server on forecast_warning (server, made_at);

-- What happened: the beginnings of downtimes, and metrics that rose to their limit.
create table forecast_event (
  what    text        not null check (what in ('downtime', 'crossing')),
  server  text        not null,
  metric  text        not null,
  at      timestamptz not null,
  planned boolean     not null,
  primary key (server, what, metric, at)
);
create index forecast_event_at on forecast_event (at);

-- How many servers were watched, for the rate at which things happen anyway.
create table forecast_fleet (
  week    date    primary key,
  servers integer not null
);

-- Who may page, as announced.
create table forecast_trust (
  kind      text             not null,
  model     text             not null,
  earned    boolean          not null,
  since     timestamptz      not null,
  hits      integer          not null,
  outcomes  integer          not null,
  primary key (kind, model)
);

-- A warning's incident, when somebody took care of it: then nobody knows what would have come.
create index incident_warning on incident ((row ->> 'warning')) where (row ->> 'warning') is not null;

-- What the rules of the forecasts publish: one row per warning that stands. Their queries choose from it and may ask for more.
create view forecast_standing as
  select w.id as warning, w.kind, w.model, w.version, w.server, w.metric, w.horizon_ms, w.made_at,
         f.probability, f.expected_at, f.earliest, f.latest, w.due_at, f.answer, f.reasons, f.level,
         coalesce(t.earned, false) as may_page, coalesce(t.hits, 0) as hits, coalesce(t.outcomes, 0) as outcomes
  from forecast_warning w
  join forecast f on f.kind = w.kind and f.server = w.server and f.metric = w.metric and f.horizon_ms = w.horizon_ms
  left join forecast_trust t on t.kind = w.kind and t.model = w.model
  where w.standing and w.outcome is null and w.model <> 'simple';

-- Precision, recall and lead time of each model in each week (Monday to Sunday, UTC) of its warnings. What had no horizon
-- left by the end of the week is counted in the week in which the warning was made.
create view forecast_week as
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
    join (select distinct kind, model from forecast_warning) m on m.kind = k.kind
    where not e.planned and (e.what = 'crossing') = (k.kind = 'trend')
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
