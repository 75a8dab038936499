"""Fronts, hypervolumes and regret against pymoo and moocore.

Rows and values come from `grafscope --print`; the fronts, the reference point and the hypervolumes that
`grafscope front` writes are computed from them anew, for two to four objectives, by true values and by prediction.

    python3 -m venv checked && checked/bin/pip install pymoo moocore
    checked/bin/python tests/benches/hypervolume.py target/debug/grafscope [hw_cifar10.csv]
"""

import csv
import io
import json
import subprocess
import sys

import moocore
import numpy as np
from pymoo.indicators.hv import HV
from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting

BENCHMARK = "nas-bench-201"
OWN = ["val_acc,latency", "val_acc,params", "val_acc,latency,params", "val_acc,latency,train_time,params"]
JOINED = ["val_acc,edgegpu_latency", "val_acc,edgegpu_latency,edgegpu_energy", "val_acc,edgetpu_latency,fpga_energy"]
SIZES = [32, 256]


def program(path, *args):
    done = subprocess.run([path, *args], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(args)}: {done.stderr}")
    return done.stdout


def costs(rows, names, objectives):
    """The values of some columns, turned so that less is better."""
    signs = [-1 if objective["better"] == "higher" else 1 for objective in objectives]
    return np.array([[float(row[name] or "nan") for name in names] for row in rows]) * signs


def deviation(a, b):
    return abs(a - b) / max(abs(b), 1e-300)


def check(path, source, targets, size):
    """The largest relative deviation of the hypervolumes."""
    predicted = ["--predicted", "-n", str(size), "--model", "forest trees=20"] if size else []
    found = json.loads(program(path, "front", BENCHMARK, *source, "-t", targets, *predicted, "--json"))
    objectives = found["objectives"]
    names = [objective["name"] for objective in objectives]
    front = found["front"]
    reference = np.array(found["reference_point"]) * [
        -1 if objective["better"] == "higher" else 1 for objective in objectives
    ]
    volumes = lambda points: (
        HV(ref_point=reference)(points),
        moocore.hypervolume(points, ref=reference),
    )
    by_truth = [row for row in front if row.get("front", "true") != "predicted"]
    worst = max(deviation(found["possible"], of) for of in volumes(costs(by_truth, names, objectives)))
    if size:
        chosen = [row for row in front if row["front"] != "true"]
        attained = volumes(costs(chosen, names, objectives))
        worst = max([worst, *(deviation(found["attained"], of) for of in attained)])
        return worst
    columns = ["--columns", ",".join(names), "--filter", "canonical"]
    table = csv.DictReader(io.StringIO(program(path, BENCHMARK, *source, "--print", *columns)))
    rows = [row for row in table if all(row[name] for name in names)]
    points = costs(rows, names, objectives)
    assert len(rows) == found["compared_rows"]
    assert np.array_equal(points.max(axis=0), reference)
    expected = np.flatnonzero(moocore.is_nondominated(points, keep_weakly=True))
    pymoo = NonDominatedSorting().do(points, only_non_dominated_front=True)
    assert sorted(pymoo) == list(expected)
    assert sorted(rows[at]["arch"] for at in expected) == sorted(row["arch"] for row in front)
    return worst


def main():
    path, *joined = sys.argv[1:]
    cases = [([], targets) for targets in OWN]
    for file in joined:
        cases += [(["--join", file], targets) for targets in JOINED]
    for source, targets in cases:
        worst = [check(path, source, targets, size) for size in [0, *SIZES]]
        print(f"{targets}: fronts equal; largest relative deviation of a hypervolume {max(worst):.1e}")


if __name__ == "__main__":
    main()
