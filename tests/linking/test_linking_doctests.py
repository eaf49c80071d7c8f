"""The examples in the docstrings of linking."""

import doctest
import importlib
import pkgutil

import pytest

import medkg.linking

MODULES = [found.name for found in pkgutil.walk_packages(medkg.linking.__path__, "medkg.linking.")]


@pytest.mark.parametrize("module", MODULES)
def test_examples_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0
