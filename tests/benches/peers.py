"""csvlens, VisiData and grafscope on one CSV of 423,624 rows and 20 columns, in one run.

Each program is driven through a pseudo-terminal of 120 x 40 whose screen is parsed: a time ends when the screen
shows the result, not at the first byte. Peak memory is the VmHWM of the process after the last step. The file holds
every architecture of NAS-Bench-101, a made-up target and 18 columns of random numbers.

    cargo install csvlens --locked
    python3 -m venv peers && peers/bin/pip install visidata pyte
    peers/bin/python tests/benches/peers.py --grafscope target/release/grafscope --csvlens csvlens \\
        --visidata peers/bin/vd [--rounds 3] [--only csvlens] [--rows 423624]

grafscope is given `--columns` of the file alone and no argument otherwise: besides showing the table it computes 47
features of every row, trains a predictor and predicts all rows, and its "all loaded" waits for that. Its cache is in
a folder of its own, empty at the first opening ("first opening") and filled at the second.
"""

import argparse
import csv
import fcntl
import math
import os
import pty
import random
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

import pyte

COLUMNS, LINES = 120, 40
NUMBERS = 18
PATIENCE = 120.0
QUIET = 0.4


def make_table(path, grafscope, rows):
    """Writes the file; returns what the screens are searched for, of column c1."""
    listed = subprocess.run([grafscope, "enumerate", "nb101"], stdout=subprocess.PIPE, text=True, check=True)
    encodings = [row[0] for row in csv.reader(listed.stdout.splitlines()[1:])]
    rng = random.Random(1)
    encodings = encodings[:rows]
    facts = {"rows": len(encodings), "smallest": math.inf, "largest": 0.0, "above": 0, "begins": 0}
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["arch", "val_acc"] + [f"c{at}" for at in range(NUMBERS)])
        for encoding in encodings:
            numbers = [round(rng.random() * 1000, 4) for _ in range(NUMBERS)]
            out.writerow([encoding, round(80 + rng.random() * 15, 4)] + numbers)
            sought = numbers[1]
            facts["smallest"] = min(facts["smallest"], sought)
            facts["largest"] = max(facts["largest"], sought)
            facts["above"] += sought > 999
            facts["begins"] += 999 <= sought < 1000
    return facts


class Terminal:
    def __init__(self, command, environment):
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes = 0
        self.started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.environ.update(environment)
            os.execvp(command[0], command)

    def read(self, wait):
        ready, _, _ = select.select([self.fd], [], [], wait)
        if not ready:
            return False
        data = os.read(self.fd, 65536)
        self.bytes += len(data)
        # Questions that a terminal answers; without one the programs wait for it.
        if b"\x1b[6n" in data:
            os.write(self.fd, b"\x1b[1;1R")
        if b"\x1b[c" in data or b"\x1b[0c" in data:
            os.write(self.fd, b"\x1b[?62;22c")
        self.stream.feed(data)
        return True

    def text(self):
        return "\n".join(self.screen.display)

    def until(self, shown, since=None):
        """Seconds from `since` (now) until the screen shows it: a regular expression or a function of the text."""
        since = time.monotonic() if since is None else since
        holds = shown if callable(shown) else re.compile(shown).search
        while not holds(self.text()):
            if time.monotonic() - since > PATIENCE:
                raise TimeoutError(f"{shown} was not shown:\n{self.text()}")
            self.read(0.005)
        return time.monotonic() - since

    def settle(self):
        """Reads until the screen has not changed for a while; some programs send something at every tick."""
        shown, since = self.text(), time.monotonic()
        while time.monotonic() - since < QUIET:
            self.read(0.05)
            if self.text() != shown:
                shown, since = self.text(), time.monotonic()

    def send(self, keys):
        os.write(self.fd, keys.encode())

    def bytes_of(self, key, times=20):
        self.settle()
        counts = []
        for _ in range(times):
            before = self.bytes
            self.send(key)
            self.settle()
            counts.append(self.bytes - before)
        return statistics.median(counts)

    def peak(self):
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def row_bytes(terminal, down):
    """Bytes for a row down in the middle of the screen, and at its lower edge, where it scrolls."""
    middle = terminal.bytes_of(down, 10)
    terminal.send(down * (LINES + 5))
    return {"row down, bytes": middle, "at the lower edge, bytes": terminal.bytes_of(down, 10)}


def spaced(number):
    """A count as any of the programs may write it."""
    return f"{number:,}".replace(",", "[,_ ]?")


def csvlens(arguments, path, facts, _):
    terminal = Terminal([arguments.csvlens, path], {})
    figures = {"first rows": terminal.until(r"\(0, 1, 0", terminal.started)}
    figures["all loaded"] = terminal.until(rf"/{spaced(facts['rows'])}\b", terminal.started)
    figures |= row_bytes(terminal, "j")
    # Tab selects columns; c1 is three to the right. The first sort is ascending.
    terminal.send("g\t" + "lll")
    terminal.settle()
    terminal.send("J")
    figures["sorted by a number"] = terminal.until(re.escape(str(facts["smallest"])))
    terminal.settle()
    # It filters the selected column by a regular expression.
    terminal.send("&^999\\.\r")
    figures["filtered"] = terminal.until(spaced(facts["begins"]))
    return figures, terminal


def visidata(arguments, path, facts, folder):
    # Its numbers are typed at the sort; text would sort "99" above "100".
    terminal = Terminal([arguments.visidata, path], {"HOME": folder})
    figures = {"first rows": terminal.until(r"\(0, 1, 0", terminal.started)}
    figures["all loaded"] = terminal.until(lambda text: re.search(rf"\b{facts['rows']}\b", text), terminal.started)
    figures |= row_bytes(terminal, "j")
    terminal.send("gklll%")
    terminal.settle()
    terminal.send("]")
    figures["sorted by a number"] = terminal.until(f"{facts['largest']:.2f}")
    terminal.settle()
    terminal.send("z|c1 > 999\r")
    since = time.monotonic()
    terminal.until(lambda text: re.search(rf"{facts['above']} ", text), since)
    terminal.send('"')
    figures["filtered"] = terminal.until(lambda text: re.search(rf"\b{facts['above']} (selected )?rows|selectedref", text), since)
    return figures, terminal


def grafscope(arguments, path, facts, folder):
    homes = {name: os.path.join(folder, name) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    command = [arguments.grafscope, path, "--columns", "arch,val_acc," + ",".join(f"c{at}" for at in range(NUMBERS))]
    figures = {}
    for opening in ("first opening: ", ""):
        terminal = Terminal(command, homes)
        figures[f"{opening}first rows"] = terminal.until(r"[01I]", terminal.started)
        figures[f"{opening}all loaded"] = terminal.until(r"(τ|tau) ?[.0-9−-]", terminal.started)
        if opening:
            terminal.settle()
            terminal.send("q")
            time.sleep(1)
            terminal.close()
    figures |= row_bytes(terminal, "j")
    terminal.send("zg;c1\r")
    terminal.settle()
    terminal.send("s")
    figures["sorted by a number"] = terminal.until(f"{facts['largest']:.2f}")
    terminal.settle()
    terminal.send("/c1 > 999")
    terminal.settle()
    terminal.send("\r")
    figures["filtered"] = terminal.until(spaced(facts["above"]))
    return figures, terminal


PROGRAMS = {"csvlens": csvlens, "visidata": visidata, "grafscope": grafscope}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in PROGRAMS:
        parser.add_argument(f"--{name}", help="the program's file; left out if not given")
    parser.add_argument("--only", choices=PROGRAMS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=423_624)
    parser.add_argument("--keep", help="file for the CSV, kept; made anew if it is not there")
    parser.add_argument("--show", action="store_true", help="print the last screen of each program")
    arguments = parser.parse_args()
    if not arguments.grafscope:
        parser.error("--grafscope: it makes the table too")
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.keep or os.path.join(folder, "table.csv")
        facts = make_table(path, arguments.grafscope, arguments.rows)
        print(f"{facts['rows']:,} rows, {os.path.getsize(path) / 1e6:.0f} MB")
        for name, drive in PROGRAMS.items():
            if not getattr(arguments, name) or arguments.only not in (None, name):
                continue
            found = {}
            for at in range(arguments.rounds):
                home = os.path.join(folder, f"{name}{at}")
                os.mkdir(home)
                figures, terminal = drive(arguments, path, facts, home)
                figures["peak memory, MB"] = terminal.peak()
                if arguments.show and at == 0:
                    print(terminal.text())
                terminal.close()
                shutil.rmtree(home)
                for step, figure in figures.items():
                    found.setdefault(step, []).append(figure)
            print(name)
            for step, values in found.items():
                digits = 0 if "bytes" in step or "MB" in step else 3
                print(f"  {step:32}{statistics.median(values):>10.{digits}f}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
