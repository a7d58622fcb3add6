"""Python and the installed packages, against what this version of Casetally is pinned to."""

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, version

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from warehouse.integrity import Remark

_INSTALL = "Install Casetally again with its lock, as `make nightly` does: other versions were never tried together."


def check_machine() -> Iterator[Remark]:
    """See that Python and the packages are those that Casetally was made for."""
    try:
        stated = metadata("casetally")
    except PackageNotFoundError:
        yield Remark("warning", "versions", "Casetally runs from a checkout that is not installed.", _INSTALL)
        return
    running = platform.python_version()
    if running not in SpecifierSet(stated["Requires-Python"] or ""):
        yield Remark("fault", "versions", f"Python {running} runs; {stated['Requires-Python']} is wanted.", _INSTALL)
    wrong = [sentence for entry in stated.get_all("Requires-Dist") or () if (sentence := _wrong(Requirement(entry)))]
    for sentence in wrong:
        yield Remark("fault", "versions", sentence, _INSTALL)
    if not wrong:
        said = f"Casetally {stated['Version']} with Python {running}; every package fits its pin."
        yield Remark("ok", "versions", said)


def _wrong(requirement: Requirement) -> str:
    if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
        return ""
    try:
        installed = version(requirement.name)
    except PackageNotFoundError:
        return f"{requirement.name} is not installed; {requirement.specifier or 'any version'} is wanted."
    if requirement.specifier.contains(installed, prereleases=True):
        return ""
    return f"{requirement.name} {installed} is installed; {requirement.specifier} is wanted."
