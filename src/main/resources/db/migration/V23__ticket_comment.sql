-- A comment that was heard is remembered as long as its incident. Those of before do not know theirs and go by their age.
alter table ticket_comment add column incident uuid;
create index ticket_comment_incident on ticket_comment (incident);
