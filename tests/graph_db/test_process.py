"""Ending processes."""

import subprocess
import sys

import psutil

from medkg.graph_db.server.process import ended, stop

PARENT = """
import subprocess, time
print(subprocess.Popen(["sleep", "600"]).pid, flush=True)
time.sleep(600)
"""


def test_a_process_whose_parent_does_not_reap_it_is_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        process = psutil.Process(int(parent.stdout.readline()))
        assert not ended(process)
        stop(process)
        assert process.status() == psutil.STATUS_ZOMBIE
        assert ended(process)
        parent.kill()
