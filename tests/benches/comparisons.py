"""The differences, intervals and p values of `grafscope compare` and `eval` against SciPy and statsmodels.

The runs of one evaluation get made-up scores, many times over: other methods, sizes, numbers of seeds and
scores, some with ties and with no difference at all. `--resume` reads them, so that nothing is trained
again. What the program says of each such grid is computed anew, and the largest deviation reported.

    python3 -m venv checked && checked/bin/pip install numpy scipy statsmodels
    checked/bin/python tests/benches/comparisons.py target/debug/grafscope
"""

import argparse
import csv
import io
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy.stats import PermutationMethod, t, wilcoxon
from statsmodels.stats.multitest import multipletests

BENCHMARK = ["nas-bench-201", "--model", "forest trees=1"]
SETS = ["op_count", "params", "flops", "onehot", "flops+params"]
SIZES = [4, 8, 16]
SEEDS = 14
LOWER_IS_BETTER = {"mae", "rmse"}
FIGURES = ["delta", "delta_low", "delta_high", "p", "p_holm"]


def program(path, command, *args):
    done = subprocess.run([path, command, *BENCHMARK, *args], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command} {' '.join(args)}: {done.stderr}")
    return done.stdout


def draw(path, folder):
    """Every run that a grid may need, as lines of JSON."""
    file = folder / "all.jsonl"
    sizes = ",".join(map(str, SIZES))
    program(path, "eval", "-f", ";".join(SETS), "-n", sizes, "--seeds", str(SEEDS), "--jsonl", str(file))
    return [json.loads(line) for line in file.read_text().splitlines()]


def signed_rank(differences):
    """The exact two-sided p value; differences of 0 are left out, as Wilcoxon (1945) does."""
    nonzero = differences[differences != 0]
    if len(nonzero) == 0:
        return 1.0
    if len(set(np.abs(nonzero))) == len(nonzero):
        return wilcoxon(nonzero, method="exact").pvalue
    # With ties SciPy's exact distribution is not that of the ranks: every sign is tried instead.
    return wilcoxon(nonzero, method=PermutationMethod(n_resamples=np.inf)).pvalue


def needed(comparisons):
    return next(k for k in range(1, 100) if comparisons * 2.0 ** (1 - k) < 0.05)


def expected(sets, runs, metric, reference, margin):
    """The comparisons of a grid by (set, size)."""
    scores = {}
    for run in runs:
        scores.setdefault((run["features"], run["train_size"]), {})[run["seed"]] = run[metric]
    found = {}
    sign = -1 if metric in LOWER_IS_BETTER else 1
    for size in sorted({size for _, size in scores}):
        # Of equal means the first is the best.
        cells = {name: scores[name, size] for name in sets}
        best = max(cells, key=lambda name: sign * np.mean(list(cells[name].values())))
        against = cells[reference or best]
        for name, cell in cells.items():
            if cell is against:
                continue
            common = sorted(cell.keys() & against.keys())
            differences = np.array([cell[seed] - against[seed] for seed in common])
            mean, k = differences.mean(), len(common)
            half = t.ppf(0.975, k - 1) * differences.std(ddof=1) / np.sqrt(k)
            found[name, size] = {
                "pairs": k,
                "delta": mean,
                "delta_low": mean - half,
                "delta_high": mean + half,
                "p": signed_rank(differences),
            }
    corrected = multipletests([one["p"] for one in found.values()], method="holm")[1]
    for one, p in zip(found.values(), corrected):
        one["p_holm"] = p
        m = needed(len(found))
        if p < 0.05:
            one["verdict"] = "worse" if sign * one["delta"] < 0 else "better"
        elif one["pairs"] < m:
            one["verdict"] = f"too few seeds to tell: {one['pairs']} have been run, {m} are needed"
        elif margin and max(-one["delta_low"], one["delta_high"]) <= margin:
            one["verdict"] = f"equivalent within ±{margin}"
        else:
            one["verdict"] = "not significantly different"
    return found


def grid(rng, drawn):
    """Runs of some methods, sizes and seeds with made-up scores; seeds that some methods share noise."""
    sets, sizes = rng.sample(SETS, rng.randint(2, len(SETS))), rng.sample(SIZES, rng.randint(1, len(SIZES)))
    seeds = rng.randint(2, SEEDS)
    digits = rng.choice([2, 3, 17])
    level = {name: rng.gauss(0.5, rng.choice([0.0, 0.003, 0.05])) for name in sets}
    noise = {seed: rng.gauss(0, 0.05) for seed in range(seeds)}
    own = rng.choice([0.0, 0.002, 0.01, 0.05])
    runs = []
    for run in drawn:
        if run["features"] in level and run["train_size"] in sizes and run["seed"] < seeds:
            # Powers of two, whose differences are exact, so that ties are ties.
            score = level[run["features"]] + noise[run["seed"]] + rng.gauss(0, own)
            score = score if digits == 17 else round(score * 4**digits) / 4**digits
            runs.append({**run, "tau": score, "mae": 3 * score})
    return sets, sizes, seeds, runs


def check(path, folder, rng, drawn, worst):
    sets, sizes, seeds, runs = grid(rng, drawn)
    metric = rng.choice(["tau", "mae"])
    reference = rng.choice([None, rng.choice(sets)])
    margin = rng.choice([None, 0.02])
    file = folder / "grid.jsonl"
    file.write_text("".join(json.dumps(run) + "\n" for run in runs))
    args = ["-f", ";".join(sets), "-n", ",".join(map(str, sizes)), "--seeds", str(seeds)]
    args += ["--resume", str(file), "--metric", metric]
    args += ["--reference", reference] if reference else []
    args += ["--margin", str(margin)] if margin else []
    in_force = margin or (0.01 if metric == "tau" else None)
    wanted = expected(sets, runs, metric, reference, in_force)
    table = [row for row in csv.DictReader(io.StringIO(program(path, "compare", *args, "--csv")))]
    summary = json.loads(program(path, "eval", *args, "--json"))["summary"]
    counted = {}
    for rows in (table, summary):
        compared = [row for row in rows if row["verdict"]]
        assert len(compared) == len(wanted), (len(compared), len(wanted), args)
        for row in compared:
            one = wanted[row["features"], int(row["train_size"])]
            assert int(row["pairs"]) == one["pairs"], row
            assert row["verdict"] == one["verdict"], (row, one)
            word = one["verdict"].split(" within")[0].split(":")[0]
            counted[word] = counted.get(word, 0) + 1
            for figure in FIGURES:
                off = abs(float(row[figure]) - one[figure])
                worst[figure] = max(worst.get(figure, 0.0), off)
    return counted


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("grafscope", help="the program")
    parser.add_argument("--grids", type=int, default=50)
    arguments = parser.parse_args()
    rng, worst, words = random.Random(14), {}, {}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        drawn = draw(arguments.grafscope, folder)
        for _ in range(arguments.grids):
            for word, count in check(arguments.grafscope, folder, rng, drawn, worst).items():
                words[word] = words.get(word, 0) + count
    print(f"{arguments.grids} grids; verdicts:", ", ".join(f"{n} {word}" for word, n in sorted(words.items())))
    for figure, off in worst.items():
        print(f"largest deviation of {figure}: {off:.2g}")


if __name__ == "__main__":
    main()
