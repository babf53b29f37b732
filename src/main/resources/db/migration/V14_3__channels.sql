-- How each channel does, asked every few seconds by whoever looks at the overview, without counting all that was ever sent.
create index delivery_channel on delivery (channel, created_at desc);
create index delivery_dead on delivery (channel) where status = 'dead';
