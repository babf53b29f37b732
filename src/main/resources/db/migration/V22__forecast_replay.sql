-- What the models would have warned of in the last part of the history, and what came of it: found by each training anew, with
-- models that knew nothing of that time. It counts for the right to page until there are live outcomes enough.
create table forecast_replay (
  rule        text             not null,
  kind        text             not null,
  model       text             not null,
  server      text             not null,
  metric      text             not null,
  horizon_ms  bigint           not null,
  made_at     timestamptz      not null,
  probability double precision not null,
  due_at      timestamptz      not null,
  outcome     text             not null check (outcome in ('hit', 'miss', 'averted-unknown')),
  judged_at   timestamptz      not null,
  event_at    timestamptz,
  primary key (rule, kind, model, server, metric, horizon_ms, made_at)
);

alter table forecast_trust
  add column replayed_hits integer not null default 0,
  add column replayed_outcomes integer not null default 0;

create or replace view forecast_standing as
  select w.id as warning, w.kind, w.model, w.version, w.server, w.metric, w.horizon_ms, w.made_at,
         f.probability, f.expected_at, f.earliest, f.latest, w.due_at, f.answer, f.reasons, f.level,
         coalesce(t.earned, false) as may_page, coalesce(t.hits, 0) as hits, coalesce(t.outcomes, 0) as outcomes,
         coalesce(t.replayed_hits, 0) as replayed_hits, coalesce(t.replayed_outcomes, 0) as replayed_outcomes
  from forecast_warning w
  join forecast f on f.kind = w.kind and f.server = w.server and f.metric = w.metric and f.horizon_ms = w.horizon_ms
  left join forecast_trust t on t.kind = w.kind and t.model = w.model
  where w.standing and w.outcome is null and w.model <> 'simple';

-- What is kept of a server has another form: it is read again.
truncate forecast_state;
update forecast_stream set read_to = null, replay_from = null;
