"""The Numenta Anomaly Benchmark's standard profile, by its own scorer's formula.

forecast-nab.py rows ARCHIVE OUT   writes its series as one table; the probationary rows of each are its history
forecast-nab.py score ARCHIVE PREDICTIONS   prints the score at the threshold that is best over all series
"""
import csv
import io
import json
import math
import sys
import tarfile

TP, FP, FN = 1.0, 0.11, 1.0


def series(archive):
    with tarfile.open(archive) as tar:
        windows = json.load(tar.extractfile("labels/combined_windows.json"))
        for name in sorted(windows):
            rows = list(csv.DictReader(io.TextIOWrapper(tar.extractfile("data/" + name), "utf-8")))
            yield name, [row["timestamp"] for row in rows], [row["value"] for row in rows], windows[name]


def probation(length):
    return int(min(0.15 * length, 0.15 * 5000))


def sigmoid(position):
    return -1.0 if position > 3 else 2 / (1 + math.exp(5 * position)) - 1


def events(times, windows, scores):
    """Each scored row as (score, window or None, gain), the gain as if it were detected."""
    spans = []
    for start, end in windows:
        inside = [i for i, time in enumerate(times) if start[:19] <= time <= end[:19]]
        spans.append((inside[0], inside[-1]))
    for i in range(probation(len(times)), len(times)):
        own = next((span for span in spans if span[0] <= i <= span[1]), None)
        if own:
            width = own[1] - own[0] + 1
            yield scores[i], own, TP * sigmoid(-(own[1] - i + 1) / width) / sigmoid(-1)
        else:
            before = [span for span in spans if span[1] < i]
            if before:
                left, right = before[-1]
                yield scores[i], None, FP * sigmoid((i - right) / max(1, right - left))
            else:
                yield scores[i], None, -FP


def best(archive, predictions):
    found = {}
    with open(predictions, newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["server_id"], {})[row["timestamp"].replace("T", " ").rstrip("Z")] = float(row["probability"])
    rows, total = [], 0
    for name, times, _, windows in series(archive):
        known = found.get(name, {})
        scores = [known.get(time[:19], 0.0) for time in times]
        total += len(windows)
        rows += [(score, (name, window) if window else None, gain) for score, window, gain in events(times, windows, scores)]
    rows.sort(key=lambda row: -row[0])
    raw, top, caught, at = -FN * total, -math.inf, {}, None
    for index, (score, window, gain) in enumerate(rows):
        if window is None:
            raw += gain
        else:
            before = caught.get(window)
            raw += gain + FN if before is None else max(0.0, gain - before)
            caught[window] = gain if before is None else max(gain, before)
        if (index + 1 == len(rows) or rows[index + 1][0] < score) and raw > top:
            top, at = raw, score
    return 100 * (top + FN * total) / (total * (TP + FN)), at


if sys.argv[1] == "rows":
    with open(sys.argv[3], "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["server_id", "timestamp", "value", "split"])
        for name, times, values, _ in series(sys.argv[2]):
            out.writerows([name, time[:19], value, "train" if i < probation(len(times)) else "test"]
                          for i, (time, value) in enumerate(zip(times, values)))
else:
    score, threshold = best(sys.argv[2], sys.argv[3])
    print(f"anomaly nab: standard profile {score:.1f} (threshold {threshold:.4f}, chosen over all series as NAB does)")
