-- The last good copy of each change calendar, so that a restart while its database is away does not tell what is planned.
-- 'ref' says what was read: a calendar of the same title that is read from elsewhere has no copy.
alter table change_calendar add column ref text not null default '';
alter table change_calendar add column copy text;
