"""The pinned Java archives: the list, fetching, and a distribution of the user's own."""

import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from medkg.graph_db.errors import DownloadError, ServerStartError
from medkg.graph_db.progress import silent
from medkg.graph_db.server.distribution import find_distribution
from medkg.graph_db.server.download import fetch_jars
from medkg.graph_db.server.folders import data_folder, default_archives
from medkg.graph_db.server.jars import NEO4J_VERSION, Jar, pinned_jars
from medkg.graph_db.server.java import SUPPORTED, find_java, java_version


@pytest.fixture(autouse=True)
def empty_local_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No archive comes from the machine's Maven repository."""
    monkeypatch.setenv("M2_REPO", str(tmp_path / "m2"))


def smallest() -> Jar:
    return min(pinned_jars(), key=lambda jar: jar.size)


def test_the_list_is_whole() -> None:
    jars = pinned_jars()
    assert len(jars) > 200
    assert len({jar.name for jar in jars}) == len(jars)
    assert all(re.fullmatch(r"[0-9a-f]{64}", jar.sha256) and jar.size > 0 for jar in jars)
    versions = {jar.version for jar in jars if jar.group.startswith("org.neo4j") and "neo4j" in jar.artifact}
    assert NEO4J_VERSION in versions
    assert {"neo4j", "neo4j-server", "neo4j-bolt"} <= {jar.artifact for jar in jars}


def test_what_is_missing_broken_or_cut_off_is_fetched_and_the_rest_is_not(tmp_path: Path) -> None:
    jar, steps = smallest(), []
    staged = tmp_path / ".staging" / Path(*jar.group.split(".")) / jar.artifact / jar.version
    staged.mkdir(parents=True)
    (staged / jar.name).write_bytes(b"cut off")
    (tmp_path / f"{jar.name}.part").write_bytes(b"cut off")
    (tmp_path / jar.name).write_bytes(b"x" * jar.size)
    paths = fetch_jars(tmp_path, jars=[jar], progress=lambda *step: steps.append(step))
    assert paths == (tmp_path / jar.name,)
    assert jar.is_at(paths[0])
    assert steps == [("downloading Neo4j", 0, 1), ("downloading Neo4j", 1, 1)]
    before = paths[0].stat().st_mtime_ns
    fetch_jars(tmp_path, jars=[jar], progress=lambda *step: steps.append(step))
    assert len(steps) == 2
    assert paths[0].stat().st_mtime_ns == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", jar.name]


def test_an_archive_of_the_local_maven_repository_is_used(tmp_path: Path) -> None:
    jar = Jar("org.example.invented", "thing", "1.0", "linux", sha256_of(b"invented"), 8)
    repository = tmp_path / "m2" / "org" / "example" / "invented" / "thing" / "1.0"
    repository.mkdir(parents=True)
    (repository / "thing-1.0-linux.jar").write_bytes(b"invented")
    (path,) = fetch_jars(tmp_path / "jars", jars=[jar])
    assert path.read_bytes() == b"invented"


def test_an_archive_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    wrong = replace(smallest(), sha256="0" * 64)
    with pytest.raises(DownloadError, match="not the pinned archive") as caught:
        fetch_jars(tmp_path, jars=[wrong])
    assert caught.value.retryable
    assert not (tmp_path / wrong.name).exists()


def test_an_unpacked_neo4j_is_used_without_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "neo4j-kernel-api-5.26.9.jar").touch()
    (tmp_path / "lib" / "neo4j-kernel-5.26.9.jar").touch()
    monkeypatch.setenv("NEO4J_HOME", str(tmp_path))
    distribution = find_distribution(tmp_path / "never made", progress=silent)
    assert (distribution.archives, distribution.version) == (tmp_path / "lib", "5.26.9")
    assert not (tmp_path / "never made").exists()


@pytest.mark.parametrize("jar", ["", "neo4j-kernel-4.4.30.jar", "neo4j-kernel-5.25.1.jar"])
def test_a_home_without_a_new_enough_neo4j_is_refused(
    jar: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / jar).touch() if jar else None
    monkeypatch.setenv("NEO4J_HOME", str(tmp_path))
    with pytest.raises(ServerStartError, match=re.escape(f"NEO4J_HOME={tmp_path}")):
        find_distribution(tmp_path, progress=silent)


def test_the_data_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDKG_DATA", str(tmp_path))
    assert default_archives() == tmp_path / "neo4j" / "jars"
    monkeypatch.delenv("MEDKG_DATA")
    assert data_folder().name == "medkg"


def test_java_is_found() -> None:
    assert java_version(find_java()) in SUPPORTED
    assert java_version(Path("no such java")) is None


def sha256_of(content: bytes) -> str:
    return sha256(content).hexdigest()
