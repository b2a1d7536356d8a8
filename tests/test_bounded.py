"""Every command against every hostile input, with small limits: it ends at once, with one clear line.

One process does them all, one after another, so that the table costs a few seconds; where one hangs the whole does.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")

SECONDS = 90  # for all; each takes a fraction of one, or its --timeout
READS = {  # how each command reads a file, which stands for {}
    "parse": ["parse", "{}", "-f", "jsonl"],
    "tasks": ["tasks", "{}", "-f", "csv"],
    "text": ["text", "{}"],
    "view": ["view", "{}", "-o", "out.html"],
    "check": ["check", "{}"],
    "explain": ["explain", "{}"],
    "chunks": ["chunks", "{}"],
    "diff": ["diff", "a.txt", "{}"],
    "apply": ["apply", "{}", "corrections.json"],
    "corrections": ["corrections", "{}", "corrections.json"],
}
BESIDE = {  # what else a command reads
    "rules": ["parse", "a.txt", "--rules", "{}"],
    "meta": ["parse", "a.txt", "--meta", "{}"],
    "files from": ["parse", "--files-from", "{}"],
    "text column": ["parse", "--text-column", "text", "{}"],
    "template": ["tasks", "a.txt", "--template", "{}"],
    "update": ["tasks", "a.txt", "--update", "{}", "-o", "t.xlsx"],
    "corrections to apply": ["apply", "a.txt", "{}"],
    "query": ["query", "{}", "种子"],
    "merge": ["merge", "{}"],
    "batch": ["batch", "{}", "-o", "out.jsonl", "--force"],
    "batch meta": ["batch", "a.txt", "--meta", "{}", "-o", "out.jsonl"],
}
FILES = ["pipe", "/dev/zero", "bomb.docx", "comments.html", "line.txt"]
LIMITS = ["--timeout", "1", "--max-size", "9"]
LONGER = ["--timeout", "1", "--max-size", "20"]  # what is read, and takes too long
CHILD = """
import contextlib, io, json, sys, time
from speechparse.cli import run
for command in json.load(sys.stdin):
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    began = time.monotonic()
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run(command)
        except SystemExit as ended:
            code = ended.code or 0
    print(json.dumps([command, code, err.getvalue(), time.monotonic() - began]), flush=True)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "a.txt").write_text("一、县农业局要于3月底前备足种子。\n二、修好水渠。\n", encoding="utf-8")
    (folder / "corrections.json").write_text('{"kind": "speechparse-corrections"}', encoding="utf-8")
    (folder / "comments.html").write_text("<!--" * 2_000_000, encoding="utf-8")
    (folder / "line.txt").write_text("一是抓好农业。二是抓好工业。" * 220_000, encoding="utf-8")
    os.mkfifo(folder / "pipe")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", f'<r><Relationship Type="{office}" Target="word/document.xml"/></r>')
        with archive.open("word/document.xml", "w") as part:
            part.write(f'<w:document xmlns:w="{space}"><w:body>'.encode())
            for _ in range(60):
                part.write(b"<w:p/>" * 200_000)
            part.write(b"</w:body></w:document>")
    return folder


def ended(folder: Path, commands: list[list[str]]) -> list[tuple[list[str], int, list[str], float]]:
    """Each command, its exit code, its lines on stderr, its seconds. Raises TimeoutExpired where one hangs."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        cwd=folder,
        input=json.dumps(commands),
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        env={**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [(command, code, error.splitlines(), seconds) for command, code, error, seconds in rows]


def test_every_command_ends_with_one_line_for_every_hostile_input(folder: Path) -> None:
    commands = [
        [*(part.replace("{}", file) for part in command), *LIMITS] for command in READS.values() for file in FILES
    ]
    commands += [[READS[name][0], *READS[name][1:], *LONGER] for name in ("parse", "explain", "diff")]
    commands = [[part.replace("{}", "line.txt") for part in command] for command in commands]
    for command, code, lines, seconds in ended(folder, commands):
        if command[:2] == ["text", "line.txt"]:  # nothing is parsed
            assert (code, lines) == (0, [])
            continue
        assert code == 1, command
        assert len(lines) == 1, (command, lines)
        assert lines[0].startswith("speechparse: "), command
        assert len(lines[0]) < 300, command
        assert seconds < 15, command


def test_what_is_read_beside_the_texts_is_bounded_too(folder: Path) -> None:
    commands = [[part.replace("{}", file) for part in command] for command in BESIDE.values() for file in FILES[:3]]
    commands = [[*command, "--timeout", "2"] if command[0] == "batch" else command for command in commands]
    for command, code, lines, seconds in ended(folder, commands):
        assert code in (1, 2), command
        told = [line for line in lines if line.startswith(("speechparse: ", "  ", "Error: "))]
        assert len(told) == 1 or command[0] == "batch", (command, lines)
        assert seconds < 15, command


def test_batch_gives_up_a_file_above_its_size_and_goes_on(folder: Path) -> None:
    commands = [["batch", "a.txt", "line.txt", "bomb.docx", "-o", "sized.jsonl", "--max-size", size, "-q"]
                for size in ("0.001", "1")]  # fmt: skip
    for (command, code, _, seconds), kept in zip(ended(folder, commands), (1, 1), strict=True):
        assert code == 1
        assert seconds < 15
        assert len((folder / "sized.jsonl").read_text(encoding="utf-8").splitlines()) == kept
        failed = (folder / "sized.jsonl.errors.jsonl").read_text(encoding="utf-8")
        assert "--max-size" in failed, command


class Model:
    """A program that speaks the Model Context Protocol with ``speechparse mcp``."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "speechparse", "mcp", str(folder), *LIMITS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        client = {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
        self.ask(1, "initialize", client)
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def send(self, message: dict[str, object]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def ask(self, id: int, method: str, params: Mapping[str, object]) -> dict[str, Any]:
        self.send({"jsonrpc": "2.0", "id": id, "method": method, "params": params})
        assert self.process.stdout is not None
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found

    def close(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(20)


def test_the_server_for_models_answers_every_hostile_file_with_one_line(folder: Path) -> None:
    pytest.importorskip("mcp")
    model = Model(folder)
    for number, (tool, file) in enumerate(((t, f) for t in ("parse", "tasks", "quote") for f in FILES), 2):
        began = time.monotonic()
        arguments = {"path": file, **({"start": 0, "end": 9} if tool == "quote" else {})}
        answer = model.ask(number, "tools/call", {"name": tool, "arguments": arguments})["result"]
        said = answer["content"][0]["text"]
        assert time.monotonic() - began < 15, (tool, file)
        if (tool, file) == ("quote", "line.txt"):  # nothing is parsed
            continue
        assert answer.get("isError"), (tool, file, said[:200])
        assert len(said.splitlines()) == 1, (tool, file, said[:300])
        assert len(said) < 400
    good = model.ask(99, "tools/call", {"name": "tasks", "arguments": {"path": "a.txt"}})["result"]
    assert not good.get("isError")
    assert model.close() == 0


def test_the_local_page_answers_every_hostile_file_with_one_line_and_goes_on(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("starlette")
    pytest.importorskip("uvicorn")
    process = subprocess.Popen(
        [sys.executable, "-m", "speechparse", "serve", "--timeout", "4", "--max-size", "9"],
        env={**os.environ, "SPEECHPARSE_CACHE": str(tmp_path), "SPEECHPARSE_LANG": "en"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None
    found = re.search(r"http://127\.0\.0\.1:(\d+)/([\w-]+)/", process.stderr.readline())
    assert found is not None

    def posted(path: str, data: bytes | Iterator[bytes]) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=60)
        connection.request("POST", f"/{found[2]}/{path}", data)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    try:
        bodies: dict[str, bytes | Iterator[bytes]] = {
            name: (folder / name).read_bytes() for name in FILES if (folder / name).is_file() and "/" not in name
        }
        bodies["endless.txt"] = (b"x" * (1 << 20) for _ in range(30))  # a body that names no length
        for name, body in bodies.items():
            began = time.monotonic()
            status, said = posted(f"documents?name={name}", body)
            assert status in (413, 422), (name, status, said[:200])
            assert len(said.strip().splitlines()) == 1, (name, said)
            assert time.monotonic() - began < 20, name
        assert posted("documents?name=a.txt", (folder / "a.txt").read_bytes())[0] == 200
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_one_line_for_every_command_that_writes(folder: Path) -> None:
    (folder / "full.html").symlink_to("/dev/full")
    (folder / "full.jsonl").symlink_to("/dev/full")
    commands = [
        ["view", "a.txt", "-o", "/dev/full"],
        ["parse", "a.txt", "-o", "full.jsonl"],
        ["chunks", "a.txt", "-o", "/dev/full"],
        ["diff", "a.txt", "a.txt", "-o", "full.html"],
        ["batch", "a.txt", "-o", "/dev/full"],
    ]
    for command, code, lines, _ in ended(folder, commands):
        assert code == 1, (command, lines)
        assert len(lines) == 1, (command, lines)
