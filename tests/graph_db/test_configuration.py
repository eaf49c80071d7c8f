"""The settings file of the local server."""

from pathlib import Path

import pytest

from medkg.graph_db.server.configuration import write_configuration


@pytest.mark.parametrize(("version", "known"), [("5.26.30", True), ("2026.01.0", False)])
def test_a_setting_that_is_not_public_goes_only_to_the_series_that_has_it(
    tmp_path: Path, version: str, known: bool
) -> None:
    write_configuration(tmp_path, version=version, port=7687, page_cache="64m")
    assert ("internal." in (tmp_path / "conf" / "neo4j.conf").read_text(encoding="utf-8")) == known


def test_settings_of_the_caller_come_instead(tmp_path: Path) -> None:
    settings = {"server.bolt.listen_address": "127.0.0.1:1"}
    write_configuration(tmp_path, version="5.26.30", port=7687, page_cache="64m", settings=settings)
    lines = (tmp_path / "conf" / "neo4j.conf").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("server.bolt.listen_address=")] == [
        "server.bolt.listen_address=127.0.0.1:1"
    ]
