"""`medkg` in a process of its own, without the vocabularies of packages: `python vocab_alone.py ARGUMENT...`.

With MEDKG_LARGEST_FILE no file gets more bytes, as on a full disk.
"""

import os
import resource
import sys

import pytest

from medkg.kg.cli.run import run


def main() -> int:
    """The exit code of the command."""
    patch = pytest.MonkeyPatch()
    patch.setattr("medkg.linking.index.ensure.package_sources", lambda known: [])
    patch.setattr("medkg.linking.index.ensure.package_versions", dict)
    if largest := int(os.environ.get("MEDKG_LARGEST_FILE", "0")):
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
