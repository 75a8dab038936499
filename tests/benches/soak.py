"""Memory and CPU time of an explorer that is left alone, and of one that random keys are sent to, at both ends.

    peers/bin/python tests/benches/soak.py target/release/grafscope nas-bench-201 idle --minutes 60
    peers/bin/python tests/benches/soak.py target/release/grafscope nas-bench-201 keys --minutes 60 --seed 1

The environment is that of peers.py. Keys that end, suspend or write are left out; where the program ends all the
same (the palette can), it is opened again, and what it had used is printed. An end by a signal or with an error is
a failure.
"""

import argparse
import os
import random
import sys
import tempfile
import time

from peers import COLUMNS, LINES, Terminal

SPECIAL = ["\r", "\x1b", "\x1b", "\t", "\x7f", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[Z"]
LEFT_OUT = "qoO"
PLAIN = [chr(code) for code in range(0x20, 0x7F) if chr(code) not in LEFT_OUT]
# Without those that end (c, d, \\), suspend (z) or stop the terminal (s, q).
CONTROL = [chr(ord(letter) - 96) for letter in "abefghijklmnoprtuvwxy"]
# Keys a second: as fast as somebody who holds one down.
RATE = 30


def use(pid):
    with open(f"/proc/{pid}/status") as status:
        memory = {name: int(value.split()[0]) / 1024 for name, value in
                  (line.split(":", 1) for line in status) if name in ("VmRSS", "VmHWM")}
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    ticks = int(fields[11]) + int(fields[12])
    return f"{memory['VmRSS']:6.1f} MB, peak {memory['VmHWM']:6.1f} MB, {ticks / os.sysconf('SC_CLK_TCK'):7.2f} s of CPU"


def key(rng):
    drawn = rng.random()
    if drawn < 0.6:
        return rng.choice(PLAIN)
    if drawn < 0.9:
        return rng.choice(SPECIAL)
    if drawn < 0.95:
        return rng.choice(CONTROL)
    button, x, y = rng.choice((0, 0, 64, 65)), rng.randint(1, COLUMNS), rng.randint(1, LINES)
    return f"\x1b[<{button};{x};{y}M\x1b[<{button};{x};{y}m" if button == 0 else f"\x1b[<{button};{x};{y}M"


def ended(terminal):
    pid, status = os.waitpid(terminal.pid, os.WNOHANG)
    return None if pid == 0 else os.waitstatus_to_exitcode(status)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("grafscope")
    arguments.add_argument("benchmark")
    arguments.add_argument("what", choices=["idle", "keys"])
    arguments.add_argument("--minutes", type=float, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        homes = {name: os.path.join(folder, name) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
        homes["HOME"] = folder
        command = [os.path.abspath(options.grafscope), options.benchmark]
        if os.path.exists(options.benchmark):
            command[1] = os.path.abspath(options.benchmark)
        os.chdir(folder)

        def opened():
            terminal = Terminal(command, homes)
            terminal.until(r"(τ|tau) ?[.0-9−-]", terminal.started)
            terminal.settle()
            print(f"{(time.monotonic() - began) / 60:5.1f} min, opened: {use(terminal.pid)}", flush=True)
            return terminal

        began = time.monotonic()
        terminal = opened()
        sent = opens = 0
        told = began
        while time.monotonic() - began < options.minutes * 60:
            if options.what == "keys":
                terminal.send(key(rng))
                sent += 1
            try:
                while terminal.read(1 / RATE if options.what == "keys" else 1) and options.what == "keys":
                    pass
                code = ended(terminal)
            except OSError:
                code = os.waitstatus_to_exitcode(os.waitpid(terminal.pid, 0)[1])
            if code is not None:
                print(f"{(time.monotonic() - began) / 60:5.1f} min, {sent} keys: ended with {code}", flush=True)
                if code != 0:
                    sys.exit(terminal.text())
                opens += 1
                terminal = opened()
            if time.monotonic() - told > 600:
                told = time.monotonic()
                print(f"{(told - began) / 60:5.1f} min, {sent} keys: {use(terminal.pid)}", flush=True)
        print(f"{(time.monotonic() - began) / 60:5.1f} min, {sent} keys, opened again {opens} times: {use(terminal.pid)}")
        terminal.close()


if __name__ == "__main__":
    main()
