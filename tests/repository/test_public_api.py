"""The names that each package offers, and that asking for one loads it."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PUBLIC = {
    "extraction": [
        "AnnotatedDocument",
        "Assertion",
        "Columns",
        "ConceptRelation",
        "Document",
        "Experiencer",
        "Extractor",
        "Failure",
        "Mention",
        "MentionType",
        "Polarity",
        "Relation",
        "Section",
        "Span",
        "Time",
        "read_annotated",
        "read_documents",
        "write_annotations",
    ],
    "graph_db": [
        "Connection",
        "Edge",
        "EdgeType",
        "LoadReport",
        "Node",
        "NodeRef",
        "Schema",
        "Server",
        "ServerInfo",
        "Store",
        "StoreError",
    ],
    "kg": [
        "PREDICATES",
        "BuildReport",
        "CuratedEvidence",
        "Evidence",
        "Fact",
        "InferredEvidence",
        "Knowledge",
        "Predicate",
        "Reasons",
        "TextEvidence",
        "Triple",
        "graph_rows",
        "show",
        "symptoms",
        "treatments",
        "why",
    ],
    "linking": ["Candidate", "Concept", "Curie", "Link", "Linker", "nil_curie"],
}


@pytest.mark.parametrize("package", PUBLIC)
def test_the_names_offered_are_these(package: str) -> None:
    module = import_module(f"medkg.{package}")
    assert sorted(module.__all__) == sorted(PUBLIC[package])
    assert set(module.__all__) <= set(dir(module))


@pytest.mark.parametrize(
    ("package", "name"), [(package, name) for package in PUBLIC for name in PUBLIC[package]]
)
def test_each_name_is_there(package: str, name: str) -> None:
    assert getattr(import_module(f"medkg.{package}"), name) is not None


@pytest.mark.parametrize("package", PUBLIC)
def test_type_checkers_see_the_same_names(package: str) -> None:
    tree = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    imported = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert imported == set(PUBLIC[package])


@pytest.mark.parametrize("package", PUBLIC)
def test_other_names_are_refused(package: str) -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = import_module(f"medkg.{package}").no_such_name
