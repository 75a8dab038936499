"""Kendall's tau of the paper's predictors on the very rows and features of `grafscope eval`.

The predictors are those of the GRAF publication: scikit-learn's RandomForestRegressor with its
defaults, and its tuned XGBoost of 10,000 rounds. `--rounds 1000 --lr 0.1` is a quick stand-in for the
latter. Any other tool can be put beside them: add a function to PREDICTORS.

    python3 -m venv baselines && baselines/bin/pip install numpy scipy scikit-learn xgboost
    grafscope eval nb201_val_accs.csv --join nb201_zc_proxies.csv --features graf+zcp -n 32,128,1024 \\
        --seeds 10 --splits splits.json --data rows.csv --jsonl runs.jsonl
    baselines/bin/python tests/benches/baselines.py splits.json rows.csv --runs runs.jsonl

Every sample of the splits is trained on and scored on the rows that count and are not in it.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict

import numpy as np
from scipy.stats import kendalltau


def forest(features, target, seed, arguments):
    from sklearn.ensemble import RandomForestRegressor

    model = RandomForestRegressor(random_state=seed, n_jobs=arguments.jobs)
    return model.fit(features, target)


def xgboost(features, target, seed, arguments):
    from xgboost import XGBRegressor

    model = XGBRegressor(
        tree_method="hist",
        subsample=0.9,
        n_estimators=arguments.rounds,
        learning_rate=arguments.lr,
        random_state=seed,
        n_jobs=arguments.jobs,
    )
    return model.fit(features, target)


PREDICTORS = {"forest": forest, "xgboost": xgboost}


def read_rows(path):
    """Encodings, which rows count, the target, the features; a missing value is NaN."""
    with open(path, newline="") as file:
        lines = csv.reader(file)
        header = next(lines)
        if header[:2] != ["arch", "scored"] or len(header) < 4:
            sys.exit(f"{path}: not written by grafscope eval --data")
        rows = list(lines)
    numbers = np.array([[float(cell) if cell else np.nan for cell in row[1:]] for row in rows])
    return [row[0] for row in rows], numbers[:, 0] == 1, numbers[:, 1], numbers[:, 2:]


def for_forest(features):
    """scikit-learn's forest takes no infinity; NaN it takes."""
    return np.where(np.isinf(features), np.nan, features)


def read_runs(path):
    """Tau of grafscope's own runs, by size and seed."""
    taus = {}
    with open(path) as file:
        for line in file:
            run = json.loads(line)
            taus[run["train_size"], run["seed"]] = run["tau"]
    return taus


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("splits", help="file of `grafscope eval --splits`")
    parser.add_argument("rows", help="file of `grafscope eval --data`")
    parser.add_argument("--runs", help="file of `grafscope eval --jsonl`, to stand beside")
    parser.add_argument("--only", choices=sorted(PREDICTORS), help="train no other")
    parser.add_argument("--rounds", type=int, default=10_000, help="of XGBoost")
    parser.add_argument("--lr", type=float, default=0.01, help="learning rate of XGBoost")
    parser.add_argument("--jobs", type=int, default=2, help="threads")
    arguments = parser.parse_args()

    archs, scored, target, features = read_rows(arguments.rows)
    features = for_forest(features)
    place = {arch: row for row, arch in enumerate(archs)}
    with open(arguments.splits) as file:
        samples = json.load(file)["samples"]
    ours = read_runs(arguments.runs) if arguments.runs else {}
    names = [arguments.only] if arguments.only else list(PREDICTORS)
    taus = defaultdict(lambda: defaultdict(list))
    for sample in samples:
        size, seed = sample["train_size"], sample["seed"]
        drawn = np.array([place[arch] for arch in sample["archs"]])
        unseen = scored.copy()
        unseen[drawn] = False
        for name in names:
            model = PREDICTORS[name](features[drawn], target[drawn], seed, arguments)
            predicted = model.predict(features[unseen])
            taus[size][name].append(kendalltau(target[unseen], predicted).statistic)
        if (size, seed) in ours:
            taus[size]["grafscope"].append(ours[size, seed])
    print("n     predictor  seeds  tau     standard deviation")
    for size in sorted(taus):
        for name, values in taus[size].items():
            spread = np.std(values, ddof=1) if len(values) > 1 else float("nan")
            print(f"{size:<5} {name:10} {len(values):5}  {np.mean(values):.4f}  {spread:.4f}")


if __name__ == "__main__":
    main()
