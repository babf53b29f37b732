-- One row per server. What few servers have in common (team, region, model) pools their history; names are left aside.
SELECT * FROM servers
