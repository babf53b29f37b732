-- What is kept of a server has another form (what is usual for it by the hour): it is read again.
truncate forecast_state;
update forecast_stream set read_to = null, replay_from = null;
