#!/usr/bin/env python3
"""Counts the instructions of a check of n, 2n and 4n things of each kind: twice as many may take twice as much.

    benches/growth.py BINARY [KIND...]

Prints what one more thing takes from n to 2n, and from 2n to 4n; fails where the latter is a quarter more.
"""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from generate import generate  # noqa: E402
from instructions import count  # noqa: E402

TOLERANCE = 1.25

# What is generated, with n in the place of `None`, and n.
KINDS = {
    "units": (("module", None), 100),
    "calls in a root": (("calls", 1, None), 50),
    "roots": (("calls", None, 5), 10),
    "instances": (("instances", None), 250),
    "keys": (("keys", None), 2500),
    "deployments": (("deployments", None), 50),
    "files": (("files", None), 250),
    "faults": (("faults", None), 50),
    "imports": (("imports", None), 50),
    "local values": (("locals", None), 50),
    "permissions": (("permissions", None), 50),
    "nested blocks": (("nested", None), 250),
}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary, *wanted = sys.argv[1:]
    binary = str(pathlib.Path(binary).resolve())
    failed = False
    for kind in wanted or KINDS:
        (what, *numbers), n = KINDS[kind]
        counts = []
        for times in (1, 2, 4):
            with tempfile.TemporaryDirectory() as folder:
                place = pathlib.Path(folder) / "it"
                generate(what, place, *(times * n if number is None else number for number in numbers))
                counts.append(count(binary, place))
        first, then = (counts[1] - counts[0]) // n, (counts[2] - counts[1]) // (2 * n)
        grows = then > first * TOLERANCE
        failed |= grows
        print(f"{'MORE ' if grows else 'ok   '}{kind}: {first:,} each to {2 * n:,}, {then:,} each to {4 * n:,}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
