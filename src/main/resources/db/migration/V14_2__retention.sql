-- Alerts whose incidents are forgotten: a rule that still returns the row of an old, finished outage must not take it for news.
create table past_alert (
  rule text not null,
  key  text not null,
  primary key (rule, key)
);
