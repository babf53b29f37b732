-- Runs once, while the volume is empty: a database to watch, with the tables that the shipped rules ask and no rows.
-- Your own takes its place with SIGNALBOX_SOURCE_URL, _USERNAME and _PASSWORD in .env.
\getenv password POSTGRES_PASSWORD
CREATE ROLE watcher LOGIN PASSWORD :'password';
CREATE DATABASE monitoring;
\connect monitoring
CREATE TABLE servers (
  server_id    text PRIMARY KEY,
  team         text,
  region       text,
  sla_minutes  int,                       -- null: 60
  sla_tracking boolean NOT NULL DEFAULT true
);
CREATE TABLE downtime_logs (
  id                        bigserial PRIMARY KEY,
  server_id                 text NOT NULL,
  start_time                timestamptz NOT NULL,
  end_time                  timestamptz,  -- null while it lasts
  downtime_duration_minutes numeric,
  cause                     text,
  resolved                  boolean NOT NULL DEFAULT false,
  sla_tracking              boolean NOT NULL DEFAULT true
);
CREATE INDEX downtime_logs_start_time ON downtime_logs (start_time);
CREATE TABLE server_metrics (
  server_id    text NOT NULL,
  timestamp    timestamptz NOT NULL,
  cpu_usage    numeric NOT NULL,          -- percent
  memory_usage numeric NOT NULL           -- percent
);
CREATE INDEX server_metrics_timestamp ON server_metrics (timestamp);
GRANT SELECT ON ALL TABLES IN SCHEMA public TO watcher;
