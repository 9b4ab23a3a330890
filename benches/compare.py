#!/usr/bin/env python3
"""Runs two commands in turns and prints what each took, with the ratio: `compare.py RUNS FIRST SECOND`.

    benches/compare.py 15 "gatelint check /tmp/monorepo" "rg -uu -l aws_api_gateway /tmp/monorepo"

Times are medians of all runs but the first pair, which warms the caches: processor time (user and system), time on the
clock, and the most memory. The two run in turns, so that what else the machine does meets both.
"""

import os
import shlex
import statistics
import subprocess
import sys
import time


def run(command):
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, child.returncode


def main():
    if len(sys.argv) != 4 or not sys.argv[1].isdecimal():
        sys.exit(__doc__)
    commands = [shlex.split(command) for command in sys.argv[2:]]
    taken = [[], []]
    for _ in range(int(sys.argv[1]) + 1):
        for command, runs in zip(commands, taken):
            runs.append(run(command))
    medians = []
    for command, runs in zip(commands, taken):
        cpu, wall, memory = (statistics.median(column) for column in list(zip(*runs[1:]))[:3])
        codes = sorted({one[3] for one in runs})
        medians.append((cpu, wall, memory))
        print(f"{cpu * 1000:10.1f} ms CPU {wall * 1000:10.1f} ms {memory:8.1f} MiB  exit {codes}  {shlex.join(command)}")
    ratios = [first / second for first, second in zip(*medians)]
    print(f"{ratios[0]:10.2f}    {ratios[1]:13.2f}    {ratios[2]:8.2f}    first by second")


if __name__ == "__main__":
    main()
