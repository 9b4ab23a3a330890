#!/usr/bin/env python3
"""Counts the instructions that a check takes, and compares them with those in `instructions.txt`.

    benches/instructions.py            fails if one is more than 5 % above what is written there
    benches/instructions.py --update   writes the figures of now

Counts come from `valgrind --tool=callgrind`, in one thread: other than times, they are the same on a busy machine.
It builds the release binary, and generates what is checked in a temporary folder.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from generate import generate  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
FIGURES = HERE / "instructions.txt"
TOLERANCE = 1.05

# The name of a figure, and what is generated for it.
CASES = {
    "line": ("line",),
    "module of 1 unit": ("module", 1),
    "module of 101 units": ("module", 101),
    "module of 404 units": ("module", 404),
    "20 modules of 10 units": ("dense", 20, 10),
    "10 roots of 10 calls": ("calls", 10, 10),
    "400 folders that do not matter": ("monorepo", 400, 5, 0),
    "1,000 instances": ("instances", 1000),
    "1,000 keys": ("keys", 1000),
}
# What a further unit costs in a small and in a larger module: equal, unless something grows faster than the module.
PER = {
    "a unit in the first 101": ("module of 101 units", "module of 1 unit", 100),
    "a unit in the next 303": ("module of 404 units", "module of 101 units", 303),
}


def count(binary, folder):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", binary, "check", "--fail-on", "never", "."]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True,
                         env={**os.environ, "RAYON_NUM_THREADS": "1", "NO_COLOR": "1"})
    collected = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not collected:
        sys.exit(f"{' '.join(command)} in {folder} failed:\n{run.stdout[-2000:]}\n{run.stderr[-2000:]}")
    return int(collected.group(1))


def measured():
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=HERE.parent, check=True)
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE.parent / "target"))
    binary = str((target / "release" / "gatelint").resolve())
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, (kind, *numbers) in CASES.items():
            place = pathlib.Path(folder) / re.sub(r"\W+", "-", name)
            generate(kind, place, *numbers)
            figures[name] = count(binary, place)
    for name, (more, less, number) in PER.items():
        figures[name] = (figures[more] - figures[less]) // number
    return figures


def written():
    lines = [line.rsplit(":", 1) for line in FIGURES.read_text().splitlines() if not line.startswith("#")]
    return {name: int(number.replace(",", "")) for name, number in lines}


def main():
    figures = measured()
    if "--update" in sys.argv[1:]:
        lines = [f"{name}: {number:,}\n" for name, number in figures.items()]
        FIGURES.write_text("# Instructions, as `benches/instructions.py --update` counts them.\n" + "".join(lines))
        return 0
    before, failed = written(), False
    for name, number in figures.items():
        known = before.get(name)
        more = known is None or number > known * TOLERANCE
        failed |= more
        said = f"{number / known:.3f} of {known:,}" if known else "not in instructions.txt"
        print(f"{'MORE ' if more else 'ok   '}{name}: {number:,}, {said}")
    for name in before.keys() - figures.keys():
        print(f"GONE {name}")
        failed = True
    if failed:
        print("If the cost is worth it, write the figures anew with --update and say why in the commit.")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
