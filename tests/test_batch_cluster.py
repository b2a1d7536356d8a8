"""A real cluster of dask.distributed in processes of this machine."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from batch_helpers import SLOW, errors, go, make_documents
from speechparse import cluster as cluster_module
from speechparse.batch.places import write_whole

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

COUNT = 160


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    quiet = {"processes": True, "dashboard_address": None, "silence_logs": logging.CRITICAL}
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, **quiet) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_documents(tmp_path_factory.mktemp("documents"), COUNT)
    (folder / "a" / "坏.txt").write_text("!segv")
    return folder


@pytest.fixture(scope="module")
def expected(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What the local pool makes of them."""
    out = tmp_path_factory.mktemp("here") / "o.jsonl"
    go(documents, out, work=SLOW, jobs=4)
    return out.read_bytes()


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
    cluster: Any, documents: Path, tmp_path: Path, expected: bytes, remote: bool
) -> None:
    out = f"local://{tmp_path}/o.jsonl" if remote else str(tmp_path / "o.jsonl")
    killer = kill_one(cluster, after=0.5)
    summary = go(documents, out, work=SLOW, cluster=cluster.scheduler_address)
    killer.join()
    assert (summary.done, summary.failed) == (COUNT, 1)
    assert (tmp_path / "o.jsonl").read_bytes() == expected
    assert "SIGSEGV" in errors(tmp_path / "o.jsonl")["a/坏.txt"]
    assert not (tmp_path / "o.jsonl.parts").exists()


def test_unreachable_cluster_is_told(documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from speechparse import cluster
    from speechparse.batch.executor import PoolError

    monkeypatch.setattr(cluster, "CONNECT", "1s")
    with pytest.raises(PoolError, match="cannot be reached"):
        go(documents, tmp_path / "o.jsonl", cluster="tcp://127.0.0.1:1")


class KilledWorker(Exception):
    pass


class Client:
    """Runs shards here, and says of those with a certain document that their workers died."""

    shards: list[int] = []  # noqa: RUF012

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def register_plugin(self, plugin: Any, name: str) -> None:
        self.pools = cluster_module.Pools(plugin.job)

    def nthreads(self) -> dict[str, int]:
        return {"here": 1}

    def submit(self, run: Any, plugin: str, items: bytes, folder: str, name: str, **_: object) -> Any:
        shard = pickle.loads(items)
        self.shards.append(len(shard))
        if any(item.document.name.endswith("毒.txt") for item in shard):
            return Future(name, "error")
        write_whole(f"{folder}/{name}", pickle.dumps(self.pools.run(shard)), "x.tmp")
        return Future(name, "finished")

    def cancel(self, *_: object, **__: object) -> None:
        pass

    def unregister_worker_plugin(self, name: str) -> None:
        self.pools.close()

    def close(self) -> None:
        pass


class Future:
    def __init__(self, key: str, status: str) -> None:
        self.key, self.status = key, status

    def exception(self) -> Exception:
        return KilledWorker()

    def add_done_callback(self, call: Any) -> None:
        call(self)


def test_shard_whose_workers_keep_dying_is_cut_up_until_the_file_stands_alone(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make_documents(tmp_path / "in", 60)
    (source / "a" / "毒.txt").write_text("x")
    monkeypatch.setattr(distributed, "Client", Client)
    summary = go(source, tmp_path / "o.jsonl", cluster="here:1")
    assert (summary.done, summary.failed) == (60, 1)
    assert list(errors(tmp_path / "o.jsonl")) == ["a/毒.txt"]
    assert "workers died" in errors(tmp_path / "o.jsonl")["a/毒.txt"]
    assert Client.shards.count(1) >= 1
    assert len(Client.shards) < 20
