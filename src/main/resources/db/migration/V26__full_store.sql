-- What bench/statements showed to read much of a store with a million incidents: those of a rule that has had none lately, those
-- of a thing whatever the rule, and what was given up or never sent.
create index incident_rule on incident (rule, opened_at desc);
create index incident_key on incident (key, rule);
drop index incident_alert;                        -- the same, the other way round
create index delivery_given_up on delivery (status, created_at desc) where status in ('dead', 'suppressed');
-- dead letters of an incident, for whoever forgets it
create index dead_letter_incident on dead_letter (incident) where status = 'dead';
