"""Makes a judge's labels of metrics: when each metric of each server crosses 90.

forecast-crossings.py METRICS SERIES CROSSINGS writes a servers table with a row for each server/metric and a downtime table in
which a metric is down while it is at 90 or more; prints the span that is judged: from the first full hour of the split "test".
Of a table with cpu_usage only the hub's own three metrics are taken.
"""
import csv
import gzip
import sys
from datetime import datetime, timedelta

LIMIT = 90
OWN = ["cpu_usage", "memory_usage", "disk_io"]

source, series, crossings = sys.argv[1:]
begun, ended, first, last, over = None, None, {}, {}, {}
spells = []
with gzip.open(source, "rt", newline="") as file:
    rows = csv.DictReader(file)
    metrics = [name for name in rows.fieldnames if name not in ("server_id", "timestamp", "split")]
    metrics = OWN if set(OWN) <= set(metrics) else metrics
    for row in rows:
        server, at = row["server_id"], row["timestamp"]
        first.setdefault(server, at)
        last[server] = at
        if row["split"] == "test":
            begun = min(begun or at, at)
            ended = max(ended or at, at)
        for name in metrics:
            key = f"{server}/{name}"
            if float(row[name]) >= LIMIT:
                over.setdefault(key, at)
            elif key in over:
                spells.append((key, over.pop(key), at))
spells += [(key, start, last[key.split("/")[0]]) for key, start in over.items()]
with open(series, "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["server_id", "active_from", "active_to"])
    for server, start in first.items():
        out.writerows([f"{server}/{name}", start, last[server]] for name in metrics)
with open(crossings, "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["server_id", "start_time", "end_time", "planned"])
    out.writerows([key, start, end, 0] for key, start, end in spells)
start = datetime.fromisoformat(begun).replace(minute=0, second=0) + timedelta(hours=1)
end = datetime.fromisoformat(ended) - timedelta(hours=6)
print(start.isoformat(), end.isoformat())
