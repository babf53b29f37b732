-- What went elsewhere because a channel was down, and for which delivery.
alter table delivery add column stands_for uuid;
-- Of that one: where it went, 'mail anna@example.com', or 'nobody'. Set once.
alter table delivery add column handed_to text;
