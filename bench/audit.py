"""Audits what we depend on: `make audit`.

Every lock must pin and hash every package, name no index, and hold no version of requirements/denied.yaml. Then
pip-audit asks for the published advisories; where nothing answers for a package that is said, and not taken as safe.
Ends with status 1 when something is wrong; with --online also when the advisories could not be reached.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from packaging.requirements import Requirement

LOCKS = Path(__file__).parents[1] / "requirements"
ENTRY = re.compile(r"^(?=[A-Za-z0-9])(?P<pin>[^\\\n]+?)\s*\\\n(?P<hashes>(?:\s+--hash=\S+(?:\s*\\)?\n)+)", re.MULTILINE)
NAMED = re.compile(r"^[A-Za-z0-9][^\n#]*", re.MULTILINE)


def faults_of(lock: str, denied: list[str]) -> Iterator[str]:
    """One sentence for each entry of a lock that is not pinned, not hashed, or denied."""
    hashed = {found["pin"].strip(): found["hashes"] for found in ENTRY.finditer(lock)}
    for line in NAMED.findall(lock):
        pin = line.rstrip("\\ ")
        requirement = Requirement(pin)
        versions = [each.version for each in requirement.specifier if each.operator == "=="]
        if len(versions) != 1 or len(requirement.specifier) != 1:
            yield f"{pin}: it is not pinned to one version"
        if "--hash=sha256:" not in hashed.get(pin, ""):
            yield f"{pin}: it has no SHA-256"
        for each in map(Requirement, denied):
            if each.name == requirement.name and versions and each.specifier.contains(versions[0]):
                yield f"{pin}: denied as {each}"
    if "://" in lock or "--index-url" in lock:
        yield "it names an index"


def advisories(lock: Path) -> tuple[list[str], int, int]:
    """What pip-audit reports of a lock, how many packages it could answer for, and how many not."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", str(lock), "-f", "json"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(run.stdout)["dependencies"]
    except (ValueError, KeyError):
        return [], 0, len(NAMED.findall(lock.read_text(encoding="utf-8")))
    known = [f"{each['name']}: {fault['id']}" for each in packages for fault in each.get("vulns", ())]
    unanswered = sum("skip_reason" in each for each in packages)
    return known, len(packages) - unanswered, unanswered


def main() -> int:
    """Audit every lock and say what was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.audit", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--online", action="store_true", help="fail when the advisories cannot be reached")
    online = parser.parse_args().online
    denied = list(yaml.safe_load((LOCKS / "denied.yaml").read_text(encoding="utf-8")))
    wrong, unanswered = [], 0
    for lock in sorted(LOCKS.glob("*.lock")):
        found = list(faults_of(lock.read_text(encoding="utf-8"), denied))
        known, answered, silent = advisories(lock)
        wrong += [f"{lock.name}: {each}." for each in found + known]
        unanswered += silent
        print(f"{lock.name}: {len(found)} faults of its own; advisories for {answered} packages: {len(known)}")
        if silent:
            print(f"{lock.name}: for {silent} packages no advisories could be reached: these are NOT audited.")
    unheard = f", and {unanswered} entries were not audited against advisories" if unanswered else ""
    print("\n".join(wrong) or f"Nothing wrong was found{unheard}.")
    return 1 if wrong or (online and unanswered) else 0


if __name__ == "__main__":
    sys.exit(main())
