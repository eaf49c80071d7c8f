"""The build directory: from files to tables of facts, resumable at every shard."""

from medkg.kg.build.errors import BuildError, BuildLockedError, NoInputError, NotABuildError
from medkg.kg.build.parts import ExtractorPart, LinkerPart, Progress
from medkg.kg.build.pipeline import build
from medkg.kg.build.relink import relink
from medkg.kg.build.report import BuildReport, FailureCount

__all__ = [
    "BuildError",
    "BuildLockedError",
    "BuildReport",
    "ExtractorPart",
    "FailureCount",
    "LinkerPart",
    "NoInputError",
    "NotABuildError",
    "Progress",
    "build",
    "relink",
]
