"""From a key to the screen while a large predictor trains, and from SIGHUP to the end of the process.

    peers/bin/python tests/benches/latency.py target/release/grafscope table.csv

The table is the one of peers.py (`--keep table.csv`), the environment too. Keys go down row by row for as long as a
blend of 2,048 training rows trains again and again; each time ends with the first byte that answers.
"""

import os
import select
import signal
import sys
import tempfile
import time

from peers import Terminal

KEYS = 300


def main():
    program, table = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        homes = {name: os.path.join(folder, name) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
        terminal = Terminal([program, table, "-n", "2048", "--model", "blend"], homes)
        terminal.until(r"(τ|tau) ?[.0-9−-]", terminal.started)
        terminal.settle()
        times = []
        while len(times) < KEYS:
            if len(times) % 20 == 0:
                # Newest wins: each new seed drops the training before it.
                terminal.send("r")
                time.sleep(0.05)
                while terminal.read(0):
                    pass
            sent = time.monotonic()
            terminal.send("j")
            if select.select([terminal.fd], [], [], 5)[0]:
                times.append(time.monotonic() - sent)
            while terminal.read(0.02):
                pass
        times.sort()
        print(f"{KEYS} keys while a blend of 2,048 rows trains: median {times[KEYS // 2] * 1e3:.1f} ms,"
              f" 99 % {times[KEYS * 99 // 100] * 1e3:.1f} ms, largest {times[-1] * 1e3:.1f} ms")
        terminal.send("r")
        time.sleep(0.2)
        sent = time.monotonic()
        os.kill(terminal.pid, signal.SIGHUP)
        _, status = os.waitpid(terminal.pid, 0)
        print(f"SIGHUP while training: ended after {(time.monotonic() - sent) * 1e3:.0f} ms,"
              f" exit {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
