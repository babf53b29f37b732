-- What ended or was taken in a day or a month, and what is old enough to go.
create index incident_ended on incident (resolved_at) where resolved_at is not null;
create index incident_acknowledged on incident (acknowledged_at) where acknowledged_at is not null;
create index dead_letter_waiting on dead_letter (at desc) where status = 'dead';
