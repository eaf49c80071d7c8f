"""What can go wrong with a build as a whole.

BuildError
├── BuildLockedError   another build writes in the directory
├── NotABuildError     the directory holds no finished build
├── OldBuildError      the build lacks what this release reads
├── ReplacedBuildError another build took its place while it was read
└── NoInputError       an input names no file
"""


class BuildError(Exception):
    """A build cannot be made or read."""


class BuildLockedError(BuildError):
    """Another process builds in the same directory."""


class NotABuildError(BuildError):
    """A directory without a finished build."""


class OldBuildError(BuildError):
    """A build of an earlier release, without a column that is asked for."""


class ReplacedBuildError(BuildError):
    """A build whose files were removed while it was read, since a later one is finished."""


class NoInputError(BuildError):
    """An input that names no file."""
