"""Work functions for the batch tests: a tiny parser, and documents that do harm when they are parsed.

A document whose first line begins with ``!`` does what it says: ``!segv``, ``!loop``, ``!sleep 0.2``, ``!eat``,
``!exit``, ``!raise``, ``!deep``, ``!segv-once PATH`` (only if the file PATH is not there yet; makes it).
"""

from __future__ import annotations

import ctypes
import os
import time
from hashlib import sha256
from pathlib import Path

from speechparse.batch.job import Job
from speechparse.errors import ReadError
from speechparse.model import Claim, Diagnostic, Metadata, Node, Source, Speech, Task, TimeRef


def parse_file(data: bytes, name: str, job: Job) -> tuple[list[Speech], None]:
    text = data.decode()
    if text.startswith("!"):
        misbehave(*text[1:].split("\n", 1)[0].split(" ", 1))
    return [toy_speech(text, name)], None


def slow_parse_file(data: bytes, name: str, job: Job) -> tuple[list[Speech], None]:
    time.sleep(0.01)
    return parse_file(data, name, job)


def toy_speech(text: str, name: str) -> Speech:
    """A node and a task a line, the first line the title."""
    title, *lines = text.split("\n")
    nodes, tasks, start = [], [], len(title) + 1
    for i, line in enumerate(lines, 1):
        span = (start, start + len(line))
        nodes.append(Node(str(i), 1, f"{i}.", i, "arabic", "task", line[:8], line, span, span, (span,), 0.9))
        deadline = TimeRef("年底前", "2022-01-01", "2022-12-31", span)
        tasks.append(
            Task(
                id=f"T{i}", node=str(i), section=("工作任务",), text=line, action="推进", object=None,
                units=("民政厅", "财政厅"), lead=("民政厅",), support=(), people=(), deadline=deadline, period=None,
                recurrence=None, milestones=(), due="2022-12-31", targets=(), measures=(), span=span, confidence=0.8,
            )
        )  # fmt: skip
        start += len(line) + 1
    digest = sha256(text.encode()).hexdigest()
    source = Source(name, "text", "utf-8", digest, len(text))
    metadata = Metadata(title=title or None, speaker="张三", date="2022-10-10", spans={"title": (0, len(title))})
    claim = Claim("三点要求", 3, len(nodes), len(nodes) == 3, (0, 1), tuple(n.id for n in nodes))
    outline = tuple(nodes)
    diagnostics = (Diagnostic("toy", "info", "一份样例", (0, 1)),)
    return Speech(source, metadata, outline, (), (), tuple(tasks), (claim,), diagnostics)


def misbehave(what: str, argument: str = "") -> None:
    if what == "segv" or (what == "segv-once" and not Path(argument).exists()):
        if argument:
            Path(argument).touch()
        ctypes.string_at(0)
    elif what == "loop":
        while True:
            pass
    elif what == "sleep":
        time.sleep(float(argument))
    elif what == "eat":
        hoard = []
        while True:
            hoard.append(bytearray(1 << 24))
    elif what == "exit":
        os._exit(3)
    elif what == "raise":
        raise ReadError("x", "is no speech", "send another")
    elif what == "deep":
        misbehave("deep")
