"""Every command against every hostile input, with small limits: it ends at once, with one clear line.

One process does them all, one after another, so that the table costs a few seconds; where one hangs the whole does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

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
