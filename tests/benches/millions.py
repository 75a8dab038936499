"""grafscope on a CSV of 5 million rows and 20 columns: times and memory at each step.

The rows are architectures of a search space like NAS-Bench-201's with five nodes, whose file is written beside the table.
Each has a made-up target and 18 columns of random numbers. A time ends when the screen shows the result:
"first rows" are those of the file as they stand; "loaded" is the table of all rows with its 191 features and 390 columns
of encodings; "predicted" has a predictor trained and all rows predicted. Memory is the resident set, now and at its peak.

    python3 -m venv peers && peers/bin/pip install pyte
    peers/bin/python tests/benches/millions.py target/release/grafscope [--rows 5000000] [--keep table.csv] [--again]

`--again` opens the table a second time, from the cache.
"""

import argparse
import json
import os
import random
import tempfile
import time

import peers

NODES = 5
EDGES = [[str(start), str(end)] for start in range(1, NODES) for end in range(start + 1, NODES + 1)]
OPERATIONS = 5
SPACE = {
    "name": "nb201_wide",
    "title": "NAS-Bench-201 with five nodes",
    "operations": [
        {"name": "skip_connect", "alias": "skip"},
        {"name": "none", "zero": True},
        {"name": "nor_conv_3x3", "alias": "c3", "trainable": True},
        {"name": "nor_conv_1x1", "alias": "c1", "trainable": True},
        {"name": "avg_pool_3x3", "alias": "pool"},
    ],
    "operations_on": "edges",
    "cell": {
        "fixed": {
            "nodes": [str(node) for node in range(1, NODES + 1)],
            "edges": EDGES,
            "inputs": ["1"],
            "output": str(NODES),
        }
    },
    "forms": [{"digits": {}}],
    "example": "0123401234",
}
# No two of as many multiples are equal modulo the number of architectures.
STEP = 7_654_321


def digits(number):
    of = ""
    for _ in EDGES:
        number, digit = divmod(number, OPERATIONS)
        of += str(digit)
    return of


def make_table(path, rows):
    rng = random.Random(1)
    line = ",".join(["%s", "%.4f"] + ["%.4f"] * peers.NUMBERS) + "\n"
    with open(path, "w") as file:
        file.write(",".join(["arch", "val_acc"] + [f"c{at}" for at in range(peers.NUMBERS)]) + "\n")
        for row in range(rows):
            numbers = tuple(rng.random() * 1000 for _ in range(peers.NUMBERS))
            arch = digits(row * STEP % OPERATIONS ** len(EDGES))
            file.write(line % ((arch, 80 + rng.random() * 15) + numbers))


def facts_of(path):
    """How many rows have more than 999 in column c1, and the largest number there."""
    above, largest = 0, 0.0
    with open(path) as file:
        at = next(file).strip().split(",").index("c1")
        for line in file:
            number = float(line.split(",", at + 1)[at])
            above += number > 999
            largest = max(largest, number)
    return above, largest


class Steps:
    def __init__(self, command, home):
        homes = {name: os.path.join(home, name) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
        self.terminal = peers.Terminal(command, homes)

    def shown(self, name, pattern, since=None):
        took = self.terminal.until(pattern, since)
        with open(f"/proc/{self.terminal.pid}/status") as status:
            fields = dict(line.split(":", 1) for line in status if ":" in line)
        now, peak = (int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
        print(f"  {name:20}{took:8.2f} s{now:8.0f} MB{peak:8.0f} MB at the peak", flush=True)

    def keys(self, keys):
        self.terminal.send(keys)
        self.terminal.settle()


def drive(command, home, rows, facts):
    above, largest = facts
    steps = Steps(command, home)
    start = steps.terminal.started
    steps.shown("first rows", r"\d\.\d\d", start)
    steps.shown("loaded", f"{rows:,} rows", start)
    tau = r"(τ|tau) ?[.0-9−-]"
    steps.shown("predicted", tau, start)
    steps.terminal.settle()
    begun = time.monotonic()
    steps.terminal.send("j" * 40)
    steps.shown("40 rows down", r"\b[2-9]\d?–4\d of", begun)
    steps.keys("zg;c1\r")
    begun = time.monotonic()
    steps.terminal.send("s")
    steps.shown("sorted by a number", f"{largest:.2f}", begun)
    begun = time.monotonic()
    # It is counted while it is typed.
    steps.terminal.send("/c1 > 999\r")
    steps.shown("filtered", rf" {peers.spaced(above)} of ", begun)
    steps.keys("\\")
    begun = time.monotonic()
    steps.terminal.send("r")
    steps.shown("predicted again", "seed 1", begun)
    steps.terminal.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("grafscope")
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--keep", help="file for the CSV, kept; made if it is not there")
    parser.add_argument("--again", action="store_true", help="open the table a second time, from the cache")
    arguments = parser.parse_args()
    peers.PATIENCE = 300.0
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.keep or os.path.join(folder, "table.csv")
        space = os.path.join(folder, "space.json")
        with open(space, "w") as file:
            json.dump(SPACE, file)
        if not os.path.exists(path):
            make_table(path, arguments.rows)
        facts = facts_of(path)
        columns = ",".join(["arch", "val_acc"] + [f"c{at}" for at in range(peers.NUMBERS)])
        command = [arguments.grafscope, path, "--space", space, "--columns", columns]
        for opening in ("first opening", "second opening")[: 1 + arguments.again]:
            print(f"{opening}, {arguments.rows:,} rows, {os.path.getsize(path) / 1e6:.0f} MB")
            drive(command, folder, arguments.rows, facts)


if __name__ == "__main__":
    main()
