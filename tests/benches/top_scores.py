"""The scores of the rows predicted best against scikit-learn, NumPy and the formulas of NASLib and AceNAS.

Predictions of the program, with few equal values (a forest) and with many (one small tree), for a target of
which more is better and one of which less is: their scores are computed anew, and the largest deviation reported.

    python3 -m venv checked && checked/bin/pip install scikit-learn
    checked/bin/python tests/benches/top_scores.py target/debug/grafscope
"""

import csv
import io
import itertools
import json
import subprocess
import sys

import numpy as np
from sklearn.metrics import ndcg_score

ORDERS = 4_000


def program(path, *args):
    done = subprocess.run([path, *args], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(args)}: {done.stderr}")
    return done.stdout


def ndcg(truth, predicted):
    """AceNAS's gain (gcn/benchmarks/metrics.py) in scikit-learn's score, which averages over equal predictions."""
    lower, upper = np.quantile(truth, 0.2), np.max(truth)
    relevance = np.clip((truth - lower) / (upper - lower), 0, 1) * 20
    return ndcg_score([2**relevance - 1], [predicted], k=10)


def naslib_precision(truth, predicted, k):
    """NASLib's compute_scores; of different values only."""
    true_top = truth > np.sort(truth)[-k - 1]
    predicted_top = predicted > np.sort(predicted)[-k - 1]
    return np.sum(true_top & predicted_top) / k


def by_order(truth, order):
    """The scores of one order of the rows."""
    found = truth[order]
    best = found[:10].max()
    scores = {"regret_at_10": truth.max() - best, "best_of_top10_rank": 1 + np.sum(truth > best)}
    for percent in (1, 5, 10):
        k = max(1, len(truth) * percent // 100)
        scores[f"precision_at_{percent}pct"] = np.mean(found[:k] >= np.sort(truth)[-k])
    return scores


def expected(truth, predicted):
    """The scores, and how far their means over random orders of equal predictions may be off."""
    ties = len(set(predicted)) < len(predicted)
    rng = np.random.default_rng(0)
    orders = [np.lexsort((rng.random(len(truth)), -predicted)) for _ in range(ORDERS if ties else 1)]
    each = [by_order(truth, order) for order in orders]
    scores, off = {"ndcg_at_10": ndcg(truth, predicted)}, {"ndcg_at_10": 1e-9}
    for name in each[0]:
        values = np.array([of[name] for of in each], dtype=float)
        scores[name] = values.mean()
        off[name] = 5 * values.std() / np.sqrt(len(values)) + 1e-9
    if len(set(truth)) == len(truth) and not ties:
        for percent in (1, 5, 10):
            k = len(truth) * percent // 100
            assert not k or scores[f"precision_at_{percent}pct"] == naslib_precision(truth, predicted, k)
    return scores, off


def main(path):
    worst = {}
    models, targets = ["forest trees=20", "tree depth=4"], [("val_acc", 1), ("latency", -1)]
    for model, (target, sign), seed in itertools.product(models, targets, range(3)):
        what = ["-t", target, "-f", "graf", "--model", model, "--seed", str(seed)]
        of = ["nas-bench-201", "--features", "graf", "--model", model, "--target", target, "-n", "100"]
        shown = ["--seed", str(seed), "--filter", "scored", "--print"]
        rows = list(csv.DictReader(io.StringIO(program(path, *of, *shown))))
        truth = sign * np.array([float(row["true"]) for row in rows])
        predicted = sign * np.array([float(row["predicted"]) for row in rows])
        run = program(path, "eval", "nas-bench-201", *what, "-n", "100", "--seeds", "1", "--json")
        [run] = json.loads(run)["runs"]
        assert run["n_test"] == len(rows), (run["n_test"], len(rows))
        scores, off = expected(truth, predicted)
        for name, score in scores.items():
            deviation = abs(run[name] - score)
            if deviation > off[name]:
                sys.exit(f"{target}, {model}, seed {seed}: {name} is {run[name]}, not {score}")
            worst[model, name] = max(worst.get((model, name), 0.0), deviation)
    for (model, name), deviation in worst.items():
        print(f"{model:16} {name:20} {deviation:.2e}")


if __name__ == "__main__":
    main(sys.argv[1])
