"""The program as a process: what goes to stdout and stderr, exit codes, bad inputs, pipes, terminals, Ctrl-C."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

SPEECH = """在全镇春耕现场会上的讲话
周启明
（2024年3月5日）

同志们：
今天讲两点意见。
一、备好种子。各村要清点库存。
二、修好渠道。4月底前，水利站完成清淤。
"""
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


def run(*args: str, data: bytes = b"", cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-m", "speechparse", *args]
    return subprocess.run(program, input=data, capture_output=True, cwd=cwd, env=os.environ | env, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(SPEECH, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SPEECH.replace("周启明", "林致远"), encoding="gb18030")
    return tmp_path


def lines(stream: bytes) -> list[str]:
    return stream.decode("utf-8").strip().split("\n")


# What comes out


def test_a_file_gives_json_when_piped(folder: Path) -> None:
    done = run("a.txt", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    data = json.loads(done.stdout)
    assert data["metadata"]["speaker"] == "周启明"
    assert data["source"]["name"] == "a.txt"
    assert [node["marker"] for node in data["outline"]] == ["一、", "二、"]


def test_a_mistake_of_the_program_in_one_file_leaves_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from speechparse import api
    from speechparse.commands.inputs import Inputs
    from speechparse.model import Speech
    from speechparse.source import SourceText

    def fails_on_b(source: SourceText, **options: object) -> list[Speech]:
        return [][0] if (source.name or "").endswith("b.txt") else parse_source(source)

    parse_source = api.parse_source
    monkeypatch.setattr(api, "parse_source", fails_on_b)
    inputs = Inputs([str(folder / name) for name in ("a.txt", "b.txt", "a.txt")])
    assert [Path(document.source.name or "").name for document in inputs] == ["a.txt", "a.txt"]
    assert inputs.exit_code == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "b.txt: a mistake of speechparse: IndexError" in said


def test_parse_is_meant_when_no_command_is_named(folder: Path) -> None:
    assert run("parse", "a.txt", cwd=folder).stdout == run("a.txt", cwd=folder).stdout
    assert run("-f", "json", "a.txt", cwd=folder).stdout == run("a.txt", cwd=folder).stdout


def test_a_file_named_like_a_command_is_reached_by_its_path(folder: Path) -> None:
    (folder / "schema").write_text(SPEECH, encoding="utf-8")
    assert json.loads(run("./schema", cwd=folder).stdout)["metadata"]["speaker"] == "周启明"


def test_several_files_give_an_array_and_json_lines_one_line_each(folder: Path) -> None:
    done = run("a.txt", "b.txt", cwd=folder)
    assert [one["metadata"]["speaker"] for one in json.loads(done.stdout)] == ["周启明", "林致远"]
    done = run("a.txt", "b.txt", "-f", "jsonl", cwd=folder)
    assert [json.loads(line)["source"]["encoding"] for line in lines(done.stdout)] == ["utf-8", "gb18030"]


def test_standard_input(folder: Path) -> None:
    done = run("-", data=SPEECH.encode("gb18030"))
    assert json.loads(done.stdout)["source"] | {"sha256": ""} == {
        "name": "-",
        "format": "text",
        "encoding": "gb18030",
        "sha256": "",
        "chars": len(SPEECH),
        "part": 1,
        "parts": 1,
    }


@pytest.mark.parametrize("suffix", ["json", "jsonl", "yaml", "md", "csv"])
def test_output_file_gets_the_format_of_its_suffix(folder: Path, suffix: str) -> None:
    done = run("a.txt", "-o", f"out.{suffix}", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    written = (folder / f"out.{suffix}").read_text(encoding="utf-8-sig")
    piped = run("a.txt", "-f", suffix, cwd=folder).stdout.decode()
    assert written.replace("\r\n", "\n") == piped.replace("\r\n", "\n")
    if suffix == "yaml":
        assert yaml.safe_load(written) == json.loads(run("a.txt", cwd=folder).stdout)


def test_format_option_wins_over_the_suffix(folder: Path) -> None:
    run("a.txt", "-f", "json", "-o", "out.txt", cwd=folder)
    assert json.loads((folder / "out.txt").read_text(encoding="utf-8"))["schema_version"] == "1.1"


def test_only_and_explain(folder: Path) -> None:
    done = run("a.txt", "--only", "outline", "--explain", cwd=folder)
    data = json.loads(done.stdout)
    assert list(data) == ["schema_version", "source", "outline"]
    assert data["outline"][0]["reasons"]


def test_preview_on_request_is_plain_text_in_a_pipe(folder: Path) -> None:
    done = run("a.txt", "-f", "preview", cwd=folder, COLUMNS="60")
    assert done.stdout.decode().startswith("在全镇春耕现场会上的讲话\n")
    assert b"\x1b" not in done.stdout
    run("a.txt", "-f", "preview", "-o", "out.txt", cwd=folder)
    assert (folder / "out.txt").read_text(encoding="utf-8").startswith("在全镇春耕现场会上的讲话\n")


@POSIX
@pytest.mark.parametrize("colour", [True, False])
def test_preview_in_a_terminal_with_and_without_colour(folder: Path, colour: bool) -> None:
    import pty

    main, terminal = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "CI")}
    env |= {"TERM": "xterm-256color", "COLUMNS": "80"} | ({} if colour else {"NO_COLOR": "1"})
    process = subprocess.Popen(
        [sys.executable, "-m", "speechparse", "a.txt"], stdout=terminal, stderr=terminal, cwd=folder, env=env
    )
    os.close(terminal)
    out = b""
    try:
        while chunk := os.read(main, 65536):
            out += chunk
    except OSError:  # Linux says EIO when the other side is closed
        pass
    os.close(main)
    assert process.wait() == 0
    assert b"speaker" in out
    assert (b"\x1b[1;36m" in out or b"\x1b[36m" in out) == colour


def test_same_bytes_at_any_hash_seed_and_locale(folder: Path) -> None:
    outs = {
        run("a.txt", cwd=folder, PYTHONHASHSEED=seed, LC_ALL=loc).stdout for seed, loc in (("1", "C"), ("2", "C.UTF-8"))
    }
    assert len(outs) == 1


def test_encoding_option_overrules_the_recognition(folder: Path) -> None:
    (folder / "c.txt").write_bytes("一、备足种子。\n".encode("gb18030"))
    for options, used in (((), "gb18030"), (("--encoding", "big5hkscs"), "big5hkscs")):
        done = run("c.txt", *options, cwd=folder)
        assert (done.returncode, json.loads(done.stdout)["source"]["encoding"]) == (0, used)


# Bad input


def bad_files(folder: Path) -> dict[str, str]:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "photo.txt").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)))
    (folder / "folder").mkdir()
    (folder / "broken.txt").write_bytes(bytes(random.Random(1).choices(range(0x81, 0xFF), k=400)))
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    return {
        "empty.txt": "empty",
        "photo.txt": "JPEG",
        "folder": "is a folder",
        "broken.txt": "--encoding",
        "old.doc": ".docx",
        "missing.txt": "no such file",
    }


def test_bad_inputs_cost_one_clear_line_each_and_the_others_are_processed(folder: Path) -> None:
    bad = bad_files(folder)
    done = run("a.txt", *bad, "b.txt", cwd=folder)
    assert done.returncode == 1
    assert [one["source"]["name"] for one in json.loads(done.stdout)] == ["a.txt", "b.txt"]
    said = lines(done.stderr)
    assert len(said) == len(bad)
    for line, (name, problem) in zip(said, bad.items(), strict=True):
        assert line.startswith(f"speechparse: {name}: ")
        assert problem in line
        assert "; " in line  # what to do


@POSIX
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may read everything")
def test_no_permission(folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    done = run("a.txt", cwd=folder)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "no permission" in done.stderr.decode()


def test_where_nothing_could_be_read_nothing_is_written(folder: Path) -> None:
    (folder / "out.json").write_text("old")
    done = run("missing.txt", "-o", "out.json", cwd=folder)
    assert (done.returncode, (folder / "out.json").read_text()) == (1, "old")
    done = run("missing.txt", cwd=folder)
    assert (done.returncode, done.stdout) == (1, b"")


def test_an_output_that_cannot_be_written(folder: Path) -> None:
    done = run("a.txt", "-o", "no/such/out.json", cwd=folder)
    assert (done.returncode, len(lines(done.stderr))) == (1, 1)
    assert "folder does not exist; make it first" in done.stderr.decode()
    assert run("a.txt", "-o", "out.weird", cwd=folder).returncode == 1


@pytest.mark.parametrize(
    "args",
    [["--nothing", "a.txt"], ["a.txt", "-f", "xml"], ["a.txt", "--only", "everything"], ["rules", "--set", "nothing"]],
)
def test_usage_errors_exit_2(folder: Path, args: list[str]) -> None:
    done = run(*args, cwd=folder)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_a_rule_file_that_is_wrong(folder: Path) -> None:
    (folder / "own.toml").write_text("[[cue]]\nid = 'x'\n")
    done = run("a.txt", "--rules", "own.toml", cwd=folder)
    assert done.returncode == 2
    assert "own.toml" in done.stderr.decode()
    assert len(lines(done.stderr)) == 1


# Pipes and signals


@POSIX
def test_a_broken_pipe_is_no_error(folder: Path) -> None:
    (folder / "long.txt").write_text(SPEECH + "三、抓好农机。各村要检修。\n" * 3000, encoding="utf-8")
    command = f"set -o pipefail; {sys.executable} -m speechparse long.txt | head -c 100"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=folder, check=False)
    assert (done.returncode, len(done.stdout), done.stderr) == (0, 100, b"")


@POSIX
def test_ctrl_c_leaves_no_trace(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "speechparse", "a.txt", "-", "-o", "out.json"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
    )
    assert process.stdin is not None
    assert process.stderr is not None
    deadline = time.monotonic() + 20
    while not any(path.suffix == ".tmp" for path in folder.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert process.stderr.read() == b""
    process.stdin.close()
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt"]


# The small commands


def test_version_and_help_and_every_command_in_it() -> None:
    from speechparse import __version__
    from speechparse.commands.table import COMMANDS

    assert run("--version").stdout == f"speechparse {__version__}\n".encode()
    said = run("--help").stdout.decode()
    assert [name for name in COMMANDS if f"\n  {name} " not in said] == []
    assert run().returncode == 2


def test_schema_is_printed() -> None:
    assert json.loads(run("schema").stdout)["$id"] == "urn:speechparse:speech:1.1"


def test_rules_lists_sets_and_rows() -> None:
    sets = dict(line.split("\t") for line in lines(run("rules").stdout))
    assert int(sets["style"]) > 10
    assert len(lines(run("rules", "--set", "style").stdout)) == int(sets["style"])


@pytest.mark.parametrize("stage", ["blocks", "markers", "outline", "roles"])
def test_explain_shows_each_stage(folder: Path, stage: str) -> None:
    done = run("explain", "a.txt", "--stage", stage, cwd=folder)
    assert done.returncode == 0
    assert done.stdout.strip()


# What a source or a file's name may try


ESCAPES = (
    SPEECH.replace("备好种子", "备好\x1b]0;title\x07种子\x1b[2J\x9b31m")
    + "三、清选。\x1b[2J4月底前清选种子。（责任单位：种子站）"
)


@pytest.mark.parametrize("args", [["-f", "preview"], ["-f", "csv"], ["-f", "md"], ["-f", "json"], ["-f", "yaml"]])
def test_no_control_sequence_of_a_source_reaches_stdout(tmp_path: Path, args: list[str]) -> None:
    (tmp_path / "a.txt").write_text(ESCAPES, encoding="utf-8")
    done = run("a.txt", *args, cwd=tmp_path)
    assert done.returncode == 0
    assert "种子" in done.stdout.decode()
    assert not set(done.stdout.decode()) & {"\x1b", "\x07", "\x9b"}


def test_a_speech_with_control_characters_keeps_them_in_json(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ESCAPES, encoding="utf-8")
    assert "\x9b31m" in json.loads(run("a.txt", cwd=tmp_path).stdout)["outline"][0]["text"]


@POSIX
def test_a_files_name_forges_no_line_of_stderr(tmp_path: Path) -> None:
    done = run("absent\nspeechparse: all fine\x1b[2J.txt", cwd=tmp_path)
    assert len(lines(done.stderr)) == 1
    assert b"\x1b" not in done.stderr


@pytest.mark.parametrize("command", [[], ["view"], ["-f", "preview"]])
def test_an_output_that_is_an_input_is_refused(folder: Path, command: list[str]) -> None:
    (folder / "a.md").write_text(SPEECH, encoding="utf-8")
    done = run(
        *command,
        "a.md",
        "-o",
        "./a.md",
        "-f" if not command else "--encoding",
        "md" if not command else "utf-8",
        cwd=folder,
    )
    assert done.returncode in (1, 2)
    assert (folder / "a.md").read_text(encoding="utf-8") == SPEECH


def test_a_slip_of_a_command_names_the_command(folder: Path) -> None:
    done = run("task", "a.txt", cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"did you mean `speechparse tasks`" in done.stderr


def test_a_file_named_like_a_slip_is_a_file(folder: Path) -> None:
    (folder / "task").write_text(SPEECH, encoding="utf-8")
    assert run("task", cwd=folder).returncode == 0


def test_a_report_that_is_no_html_is_refused(folder: Path) -> None:
    done = run("view", "a.txt", "-o", "r.pdf", cwd=folder)
    assert done.returncode == 2
    assert not (folder / "r.pdf").exists()


@POSIX
def test_a_relative_cache_folder_is_ignored(folder: Path) -> None:
    assert run("a.txt", cwd=folder, XDG_CACHE_HOME="rel", SPEECHPARSE_CACHE="").returncode == 0
    assert not (folder / "rel").exists()
