"""grafscope, csvlens and VisiData on the same CSV: all 423,624 cells of NAS-Bench-101 with made-up figures.

    python3 -m venv rivals && rivals/bin/pip install pyte visidata
    cargo install csvlens --root rivals
    cargo build --release
    rivals/bin/python tests/benches/side_by_side.py

Each program runs in a pseudo-terminal of 120 x 40 whose screen is read as a person would read it. Times
are from the key (or the start) to the arrival of the bytes that show what was asked for:

    first screen   the first row of the file is on the screen
    loaded         all rows are in: grafscope has its features and its first predictor then too
    sorted         by the numeric column under the cursor, from the key
    filtered       `val_acc` of at least 95, from Enter until the number of matches is shown
    peak           most resident memory of the process (VmHWM)

Each figure is the median of `--runs`. grafscope is measured twice: without its cache, and with it.
"""

import argparse
import csv
import fcntl
import os
import pty
import random
import select
import signal
import statistics
import struct
import subprocess
import tempfile
import termios
import time
from pathlib import Path

import pyte

COLUMNS, LINES = 120, 40
PATIENCE = 120


class Terminal:
    """A program in a pseudo-terminal, and the screen that it draws."""

    def __init__(self, command, environment):
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)
        self.start = time.monotonic()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LANG="C.UTF-8", LC_ALL="C.UTF-8", **environment)
            os.execvp(command[0], command)
        size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)

    def wait(self, what, shown):
        """Seconds, on the clock of `time.monotonic`, at which what came last made `shown` true."""
        arrived = time.monotonic()
        deadline = arrived + PATIENCE
        while not shown(self.screen.display):
            if time.monotonic() > deadline:
                raise SystemExit(f"{what} did not come:\n" + "\n".join(self.screen.display))
            if select.select([self.master], [], [], 0.5)[0]:
                bytes_read = os.read(self.master, 1 << 16)
                arrived = time.monotonic()
                if b"\x1b[6n" in bytes_read:
                    os.write(self.master, b"\x1b[1;1R")
                self.stream.feed(bytes_read)
        return arrived

    def press(self, keys):
        now = time.monotonic()
        os.write(self.master, keys.encode())
        return now

    def settle(self, seconds=1.0):
        """Takes in what comes until nothing has come for a while."""
        while select.select([self.master], [], [], seconds)[0]:
            self.stream.feed(os.read(self.master, 1 << 16))

    def peak(self):
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.master)


def write(path, grafscope):
    """Writes the file; gives what is to be seen of it."""
    listed = subprocess.run([grafscope, "enumerate", "nb101"], stdout=subprocess.PIPE, check=True)
    archs = [row["arch"] for row in csv.DictReader(listed.stdout.decode().splitlines())]
    rng = random.Random(1)
    accuracies = [round(95.3 - 80 * rng.random() ** 6, 2) for _ in archs]
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        names = ["val_acc", "arch", "test_acc", "train_time", "params", "synflow", "jacov", "snip"]
        out.writerow(names)
        for accuracy, arch in zip(accuracies, archs):
            row = [f"{accuracy:.2f}", arch, f"{accuracy - rng.random():.4f}"]
            row += [f"{1000 * rng.random():.3f}", rng.randrange(10**6, 10**8)]
            row += [f"{rng.gauss(0, 1):.6f}" for _ in range(3)]
            out.writerow(row)
    ends = (f"{min(accuracies):.2f}", f"{max(accuracies):.2f}")
    matches = sum(accuracy >= 95 for accuracy in accuracies)
    return f"{accuracies[0]:.2f}", ends, matches, len(archs)


def numbers(count):
    return (str(count), f"{count:,}")


def measure(program, command, environment, keys, expected):
    first, ends, matches, rows = expected
    terminal = Terminal(command, environment)
    body = lambda lines: "\n".join(lines[1:-2])
    shown = terminal.wait("the first row", lambda lines: first in body(lines))
    figures = {"first screen": shown - terminal.start}
    loaded = terminal.wait("all rows", lambda lines: keys["loaded"]("\n".join(lines), numbers(rows)))
    figures["loaded"] = loaded - terminal.start
    terminal.settle()
    for key in keys["before sort"]:
        terminal.press(key)
        terminal.settle(0.3)
    pressed = terminal.press(keys["sort"])
    top = lambda lines: "\n".join(lines[:7])
    shown = terminal.wait("the sorted table", lambda lines: any(end in top(lines) for end in ends))
    figures["sorted"] = shown - pressed
    terminal.settle()
    for key in keys["filter"]:
        terminal.press(key)
        terminal.settle(0.3)
    pressed = terminal.press("\r")
    wanted = numbers(matches)
    answer = lambda lines: any(text in "\n".join(lines) for text in wanted)
    if answer(terminal.screen.display):
        # It counts while the filter is being typed: what is waited for is the table itself.
        unsorted_rows = keys.get("filtered", answer)
        shown = terminal.wait("the filtered table", unsorted_rows)
    else:
        shown = terminal.wait("the filtered table", answer)
    figures["filtered"] = shown - pressed
    terminal.settle()
    figures["peak"] = terminal.peak()
    terminal.end()
    print(program, {name: round(value, 4) for name, value in figures.items()}, flush=True)
    return figures


def programs(arguments, path, folder):
    cache = {"GRAFSCOPE_CACHE": f"{folder}/cache", "GRAFSCOPE_STATE": f"{folder}/state"}
    grafscope = {
        "loaded": lambda text, rows: "MAE" in text and any(row in text for row in rows),
        "before sort": ["0", "l"],
        "sort": "s",
        "filter": ["/", "val_acc >= 95"],
        "filtered": lambda lines: "val_acc >= 95" in "\n".join(lines) and "Enter" not in lines[-1],
    }
    csvlens = {
        "loaded": lambda text, rows: any(row in text for row in rows),
        "before sort": ["\t"],
        "sort": "J",
        "filter": ["*", "^(9[5-9]|100)"],
    }
    visidata = {
        "loaded": lambda text, rows: any(f"{row} rows" in text or f"{row} row" in text for row in rows)
        and "%" not in text.splitlines()[-1],
        "before sort": ["%"],
        "sort": "]",
        "filter": ["z|", "val_acc >= 95"],
    }
    yield "grafscope, no cache", [arguments.grafscope, path, "--no-cache"], cache, grafscope
    # Fills the cache, and is not measured.
    yield None, [arguments.grafscope, path, "--print"], cache, None
    yield "grafscope", [arguments.grafscope, path], cache, grafscope
    yield "csvlens", [arguments.csvlens, path], {}, csvlens
    yield "VisiData", [arguments.visidata, path], {"HOME": folder}, visidata


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--grafscope", default="target/release/grafscope")
    parser.add_argument("--csvlens", default="rivals/bin/csvlens")
    parser.add_argument("--visidata", default="rivals/bin/vd")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", help="only programs whose name contains this")
    arguments = parser.parse_args()
    table = {}
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/nb101.csv"
        expected = write(path, arguments.grafscope)
        print(f"{os.path.getsize(path) / 2**20:.0f} MiB, {expected[3]} rows, {expected[2]} pass", flush=True)
        for program, command, environment, keys in programs(arguments, path, folder):
            if program is None:
                subprocess.run(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, check=True)
                continue
            if arguments.only and arguments.only not in program:
                continue
            runs = [measure(program, command, environment, keys, expected) for _ in range(arguments.runs)]
            table[program] = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    print("\n| program | first screen | loaded | sorted | filtered | peak |\n|---|---|---|---|---|---|")
    for program, figures in table.items():
        *times, peak = figures.values()
        cells = [f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms" for value in times]
        print(f"| {program} | " + " | ".join(cells) + f" | {peak:.0f} MiB |")


if __name__ == "__main__":
    main()
