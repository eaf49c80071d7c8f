"""A trained encoder of names, on invented synonyms."""

from dataclasses import replace
from pathlib import Path

import pytest

from medkg.extraction.training.settings import LoopSettings
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.index.compile import compile_index
from medkg.linking.meaning.config import NamesTrainingConfig
from medkg.linking.meaning.train import NamesRecord, train
from tests.linking.concepts import source_of

ORGANS = {"kidney": "renal", "liver": "hepatic", "lung": "pulmonary", "heart": "cardiac", "skin": "cutaneous"}
TROUBLES = {"failure": "insufficiency", "tumor": "neoplasm", "pain": "ache", "inflammation": "infection"}
CONCEPTS = [
    Concept(
        Curie("MESH", f"D{number:06d}"),
        f"{organ} {trouble}",
        ("Disease",),
        synonyms=(f"{adjective} {trouble}", f"{organ} {other}", f"{adjective} {other}"),
    )
    for number, (organ, adjective, trouble, other) in enumerate(
        (organ, adjective, trouble, other)
        for organ, adjective in ORGANS.items()
        for trouble, other in TROUBLES.items()
    )
]


@pytest.fixture(scope="session")
def synonyms_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of organs with troubles."""
    folder = tmp_path_factory.mktemp("synonyms") / "index"
    compile_index([source_of("troubles", CONCEPTS)], folder)
    return folder


@pytest.fixture(scope="session")
def names_config(synonyms_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> NamesTrainingConfig:
    folder = tmp_path_factory.mktemp("names")
    loop = LoopSettings(epochs=6, weight_decay=0.0, threads=1, checkpoint_seconds=0.0)
    return NamesTrainingConfig(
        folder / "model", folder / "work", index=synonyms_folder, width=16, pairs=8, rate=0.05, loop=loop
    )


@pytest.fixture(scope="session")
def trained_names(names_config: NamesTrainingConfig) -> tuple[NamesTrainingConfig, NamesRecord]:
    """The finished training of another folder."""
    output = names_config.output.with_name("finished")
    settings = replace(names_config, output=output, work=output.with_name("finished.work"))
    return settings, train(settings)
