"""A real cluster of dask.distributed in processes of this machine."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from batch_helpers import SLOW, errors, go, make_documents

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    quiet = {"processes": True, "dashboard_address": None, "silence_logs": logging.CRITICAL}
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, **quiet) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_documents(tmp_path_factory.mktemp("documents"), 240)
    (folder / "a" / "坏.txt").write_text("!segv")
    return folder


def kill_one(cluster: Any, after: float) -> threading.Thread:
    with distributed.Client(cluster, set_as_default=False) as client:
        pids = client.run(os.getpid)

    def kill() -> None:
        time.sleep(after)
        os.kill(next(iter(pids.values())), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    return killer


@pytest.mark.parametrize("remote", [False, True], ids=["shared disk", "url"])
def test_every_document_comes_though_a_worker_is_killed(
    cluster: Any, documents: Path, tmp_path: Path, remote: bool
) -> None:
    go(documents, tmp_path / "here.jsonl", work=SLOW)
    out = f"local://{tmp_path}/o.jsonl" if remote else str(tmp_path / "o.jsonl")
    killer = kill_one(cluster, after=0.6)
    summary = go(documents, out, work=SLOW, cluster=cluster.scheduler_address)
    killer.join()
    assert (summary.done, summary.failed) == (240, 1)
    assert (tmp_path / "o.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()
    assert "SIGSEGV" in errors(tmp_path / "o.jsonl")["a/坏.txt"]
    assert not (tmp_path / "o.jsonl.parts").exists()
    again = go(documents, out, work=SLOW, cluster=cluster.scheduler_address)
    assert (again.done, again.unchanged) == (0, 240)


def test_unreachable_cluster_is_told(documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from speechparse import cluster
    from speechparse.batch.pool import PoolError

    monkeypatch.setattr(cluster, "CONNECT", "1s")
    with pytest.raises(PoolError, match="cannot be reached"):
        go(documents, tmp_path / "o.jsonl", cluster="tcp://127.0.0.1:1")
