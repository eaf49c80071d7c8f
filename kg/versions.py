"""Which code made a build."""

from importlib.metadata import version


def code_version() -> str:
    """The version of the installed ``medkg`` distribution."""
    return version("medkg")
