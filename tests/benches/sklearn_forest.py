"""Kendall's tau of scikit-learn's RandomForestRegressor beside grafscope's, on the same rows.

    mkdir splits
    GRAFSCOPE_SPLITS=splits cargo test --release --test it -- --ignored writes_splits
    python tests/benches/sklearn_forest.py splits
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.stats import kendalltau
from sklearn.ensemble import RandomForestRegressor

folder = Path(sys.argv[1])
table = np.loadtxt(folder / "rows.csv", delimiter=",")
features, target = table[:, :-1], table[:, -1]
scores = defaultdict(list)
for run in json.loads((folder / "runs.json").read_text()):
    drawn = np.array(run["rows"])
    unseen = np.setdiff1d(np.arange(len(target)), drawn)
    forest = RandomForestRegressor(n_estimators=100, random_state=run["seed"], n_jobs=2)
    forest.fit(features[drawn], target[drawn])
    predicted = forest.predict(features[unseen])
    tau = kendalltau(target[unseen], predicted).statistic
    r2 = forest.score(features[unseen], target[unseen])
    scores[run["train_size"]].append((run["tau"], tau, run["r2"], r2))
print("   n  seeds  tau grafscope  tau scikit-learn  difference (standard error)  R2 grafscope  R2 scikit-learn")
for size, rows in sorted(scores.items()):
    ours, theirs, our_r2, their_r2 = np.array(rows).T
    difference = ours - theirs
    error = difference.std(ddof=1) / np.sqrt(len(rows))
    print(
        f"{size:4}  {len(rows):5}  {ours.mean():13.4f}  {theirs.mean():16.4f}"
        f"  {difference.mean():+10.4f} ({error:.4f})  {our_r2.mean():22.4f}  {their_r2.mean():15.4f}"
    )
