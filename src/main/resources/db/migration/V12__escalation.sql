-- Policies as incidents were opened with them: a running incident keeps its own, whatever becomes of the file.
create table escalation_version (
  id     uuid primary key,                        -- of its text, so that the same policy is one row
  name   text not null,
  policy json not null
);

-- Where each incident that is not resolved stands on its ladder.
create table escalation_timer (
  incident       uuid primary key,
  version        uuid        not null,
  level          integer     not null,            -- entered last, from 1; 0: none yet
  round          integer     not null,
  round_began    timestamptz not null,
  entered_at     timestamptz not null,
  due_at         timestamptz,                     -- of the next level; null: there is none
  paused_at      timestamptz,                     -- while it rests: since when. It goes on with due_at later by as long
  resume_at      timestamptz,                     -- when it goes on by itself: a snooze ends
  nobody         boolean     not null default false,
  ack_stops      boolean     not null,            -- of the policy, for statements about many
  ack_expires_ms bigint,                          -- null: the hub's setting; 0: never
  hastened_by    text,
  hastened_note  text
) with (fillfactor = 80);
create index escalation_due on escalation_timer (due_at) where paused_at is null and due_at is not null;
create index escalation_resume on escalation_timer (resume_at) where resume_at is not null;
create index escalation_nobody on escalation_timer (version) where nobody;

-- Until when somebody takes care of it without saying anything more; null: for good.
alter table incident add column acknowledged_until timestamptz;
create index incident_lapses on incident (acknowledged_until) where status = 'acknowledged';
-- those on a schedule, for whoever comes on call
create index incident_schedule on incident (schedule) where status = 'open';

-- Who was on call when last looked at: what is open is handed over once for each change, whichever hub sees it first.
create table on_duty (
  schedule text primary key,
  people   text[]      not null,
  since    timestamptz not null
);
