"""One line of figures from what evaluate.py printed: forecast-figures.py anomaly|failure|trend NAME FILE."""
import json
import sys

kind, name, path = sys.argv[1:]
with open(path) as file:
    found = json.load(file)
budgets = ", ".join(
    f"recall {one['event_recall']:.3f} at {budget.split('_')[0]}" for budget, one in found["at_budget"].items() if one)
if kind == "anomaly":
    print(f"anomaly {name}: macro PR-AUC {found['macro_pr_auc']:.3f}; {budgets} false alarms per server-week", flush=True)
else:
    print(
        f"{kind} {name}: PR-AUC {found['pr_auc']:.4f} (base rate {found['base_rate']:.4f}); {budgets} false alarms per server-week;"
        f" calibration error {found['ece_20_equal_mass']:.4f}, Brier skill {found['brier_skill']:.3f}, coverage {found['coverage']}",
        flush=True)
