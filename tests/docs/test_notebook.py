"""The notebook of the examples runs on a real server and draws."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.graph import graph_schema
from tests.kg.invented_graph import edges, nodes

NOTEBOOK = Path(__file__).parents[2] / "examples" / "neighbourhood.ipynb"


def outputs(text: str) -> list[Any]:
    cells = json.loads(text)["cells"]
    return [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]


def test_the_notebook_runs_and_draws(store: Store, neo4j_connection: Connection, tmp_path: Path) -> None:
    load(nodes(), edges(), schema=graph_schema(), store=store, graph="notebook")
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert not outputs(text)
    copy = tmp_path / "neighbourhood.ipynb"
    copy.write_text(text.replace("metformin", "lumexadol"), encoding="utf-8")
    server = {
        "NEO4J_URI": neo4j_connection.uri,
        "NEO4J_USERNAME": neo4j_connection.user,
        "NEO4J_PASSWORD": str(neo4j_connection.password),
        "JUPYTER_PLATFORM_DIRS": "1",
    }
    done = subprocess.run(
        [str(Path(sys.executable).with_name("jupyter-execute")), "--inplace", str(copy)],
        env={**os.environ, **server},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    shown = outputs(copy.read_text(encoding="utf-8"))
    assert any("image/png" in output.get("data", {}) for output in shown)
    assert "zalvoria" in str(shown)
