#!/usr/bin/python3
"""Times arrays in Python against the same sets of coefficients in C++, on this machine.

usage: python_batch.py FOLDER_OF_THE_BUILD [POINTS]

The alloys are those of coefficients_benchmark: all channels up to l_max, one phase shift changing.
Times are the least of several runs, which take turns: processor time of one thread, and the time
that passes with all threads and with one.
"""

import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path

BUILD = Path(sys.argv[1]).resolve()
POINTS = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
ROUNDS = 20
sys.path.insert(0, str(BUILD / "python"))

import numpy as np  # noqa: E402
import sidejump as sj  # noqa: E402


def alloy(l_max):
    """The alloy of coefficients_benchmark, its first phase shift an array."""
    channels = []
    position = 0.1
    for l in range(l_max + 1):
        for twice_j in (2 * l - 1, 2 * l + 1):
            if twice_j > 0:
                position = math.fmod(position + (1 + math.sqrt(5)) / 2, 1.0)
                channels.append(
                    {"l": l, "j": twice_j / 2, "phase_shift": math.pi * (position - 0.5)})
    channels[0]["phase_shift"] += 1e-6 * np.arange(1, POINTS + 1)
    return sj.Alloy(host={"fermi_wavenumber": "1e10 1/m"},
                    impurity={"name": "benchmark", "concentration": 0.01, "channels": channels})


def python_time(made, clock, threads=None):
    """Seconds for each set, by one of the clocks of Python."""
    start = clock()
    result = made.coefficients(threads=threads, errors="nan")
    seconds = clock() - start
    assert result.is_fast
    return seconds / POINTS


def cpp_time(l_max):
    """Processor time for each set, on one core."""
    ran = subprocess.run(
        [BUILD / "benchmarks" / "coefficients_benchmark",
         f"--benchmark_filter=coefficient_sets/l_max/{l_max}$", "--benchmark_format=json",
         "--benchmark_min_time=0.1"], capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)["benchmarks"][0]["cpu_time"] * 1e-9


def main():
    print(f"{POINTS} points, all 34 results; {os.cpu_count()} processors; ns for each set")
    print(f"{'l_max':>5}{'C++':>8}{'Python':>8}{'ratio':>8}{'1 thread':>12}{'all threads':>13}")
    for l_max in (1, 2, 3):
        made = alloy(l_max)
        times = [
            (cpp_time(l_max), python_time(made, time.process_time, 1),
             python_time(made, time.perf_counter, 1), python_time(made, time.perf_counter))
            for _ in range(ROUNDS)
        ]
        cpp, python, one, every = (1e9 * min(column) for column in zip(*times))
        print(f"{l_max:>5}{cpp:>8.0f}{python:>8.0f}{python / cpp:>8.2f}{one:>12.0f}{every:>13.0f}")


if __name__ == "__main__":
    main()
