-- One row per thing that is wrong with the hub itself: a rule whose polls fail or are overdue, a channel that cannot deliver.
SELECT subject, problem, last_ok_at, failures FROM self_check
