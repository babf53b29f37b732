-- Until when it has been reckoned with what was planned while nobody looked at the rule of the incident.
alter table escalation_timer add column watched_at timestamptz;
