-- What a person did or said, for the places that hear of it.
alter table delivery add column note text;
