"""Kinds of trouble that were tried by hand and broke something once: each ends with one line, and loses nothing."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from speechparse.batch import members
from speechparse.batch.options import Options
from speechparse.batch.run import run
from speechparse.config import settings
from speechparse.errors import ConfigError, ReadError, RulesError, WriteError
from speechparse.query import Query, search
from speechparse.readers import corpus
from speechparse.rules.loader import read_tables
from speechparse.writers.files import gone

TEXT = "一、县农业局4月底前备好种子。\n二、修好水渠。\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")


def ended(command: str, folder: Path, **more: str) -> tuple[int, str]:
    """The exit code and stderr of a shell command in which ``SP`` is the program."""
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("SP", f"{sys.executable} -m speechparse")],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8", "SPEECHPARSE_LANG": "en", "SPEECHPARSE_CONFIG": "", **more},
        capture_output=True,
        timeout=60,
    )
    return done.returncode, done.stderr.decode()


@posix
@pytest.mark.parametrize("command", ["SP a.txt", "SP tasks a.txt", "SP text a.txt", "SP schema", "SP batch a.txt -o -"])
def test_standard_output_that_is_closed_is_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code, said = ended(f"{command} -q >&-" if "batch" in command else f"{command} >&-", tmp_path)
    assert code == 1
    assert [line[:13] for line in said.splitlines()] == ["speechparse: "], said


@posix
def test_what_needs_no_closed_stream_is_done_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert ended("SP a.txt -o a.json <&- >&- 2>&-", tmp_path) == (0, "")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["outline"]
    assert (
        ended("SP - <&-", tmp_path)[1]
        == "speechparse: -: the file is empty; check that it was saved or downloaded whole\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_help_on_a_full_disk_is_one_line(tmp_path: Path) -> None:
    code, said = ended("SP --help >/dev/full", tmp_path)
    assert (code, said) == (1, "speechparse: -: the disk is full; make room or choose another place\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a = " + "[" * 5000 + "]" * 5000, "cannot be read"),
        ('lang = "fr"', "lang is 'fr'"),
    ],
    ids=["nested without end", "no such language"],
)
def test_a_settings_file_that_cannot_be_meant_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, told: str
) -> None:
    (tmp_path / "c.toml").write_text(words, encoding="utf-8")
    monkeypatch.setenv("SPEECHPARSE_CONFIG", str(tmp_path / "c.toml"))
    with pytest.raises(ConfigError, match=told):
        settings(("parse",))


@posix
@pytest.mark.parametrize("line", ["timeout = 2020-01-01", "[parse]\ntimeout = [1]"])
def test_a_setting_of_the_wrong_kind_is_a_usage_error(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "c.toml").write_text(line, encoding="utf-8")
    code, said = ended("SP a.txt", tmp_path, SPEECHPARSE_CONFIG="c.toml")
    assert (code, "Traceback" in said) == (2, False)
    assert "timeout" in said


def test_a_number_in_the_settings_may_stand_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "c.toml").write_text("[parse]\noutput = 5\n", encoding="utf-8")
    monkeypatch.setenv("SPEECHPARSE_CONFIG", str(tmp_path / "c.toml"))
    monkeypatch.chdir(tmp_path)
    assert [setting.value for setting in settings(("parse",))] == ["5"]


def test_a_rule_file_nested_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("a = " + "[" * 5000 + "]" * 5000, encoding="utf-8")
    with pytest.raises(RulesError, match="cannot be read as TOML"):
        read_tables([tmp_path / "r.toml"])


def test_half_a_character_and_nul_in_a_record_are_lost_ones() -> None:
    data = rb'{"text": "\ud800\u4e00\u3001\u4fee\u6e20\u0000", "\udfff": "\ud800"}'
    (source,) = corpus.read(data, "a.jsonl", corpus.Columns("text"))
    assert source.text == "\ufffd一、修渠\ufffd"
    assert source.damage == ((0, 1), (5, 6))
    assert source.columns == (("\ufffd", "\ufffd"),)
    assert corpus.one(data, "a.jsonl#000001", corpus.Columns("text")).text == source.text


def test_an_archive_is_opened_once_and_not_for_each_of_its_members(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20):
            archive.writestr(f"{number}.txt", TEXT)
    opened = []
    original = zipfile.ZipFile

    def counted(path: str) -> zipfile.ZipFile:
        opened.append(path)
        return original(path)

    monkeypatch.setattr(zipfile, "ZipFile", counted)
    assert {members.read(f"{path}::{number}.txt") for number in range(20)} == {TEXT.encode()}
    assert len(opened) == 1
    with pytest.raises(ReadError, match="cannot be unpacked"):
        members.read(f"{path}::none.txt")
    members._archive.cache_clear()


def test_a_manifest_or_a_store_with_values_of_another_kind_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for name, statement in (
        ("o.jsonl.manifest", "UPDATE meta SET value = 'x'"),
        ("o.sqlite", "UPDATE tasks SET text = x'ff'"),
    ):
        run(Options((str(tmp_path / "a.txt"),), str(tmp_path / name.removesuffix(".manifest")), jobs=1))
        with closing(sqlite3.connect(tmp_path / name)) as db:
            db.execute(statement)
            db.commit()
    with pytest.raises(WriteError, match="is no manifest of speechparse"):
        run(Options((str(tmp_path / "a.txt"),), str(tmp_path / "o.jsonl"), jobs=1))
    with pytest.raises(ReadError, match="holds bytes where text belongs"):
        search(str(tmp_path / "o.sqlite"), Query((), role="task"))


def test_a_reader_that_has_gone_is_no_error_on_windows_either() -> None:
    assert gone(BrokenPipeError(errno.EPIPE, "broken pipe"))
    assert gone(OSError(errno.EINVAL, "invalid argument"), "nt")
    assert not gone(OSError(errno.EINVAL, "invalid argument"), "posix")
    assert not gone(OSError(errno.ENOSPC, "no space left"), "nt")


def test_a_reader_of_batch_that_has_gone_is_no_error_on_windows_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from speechparse.batch import run as batch_run
    from speechparse.batch.options import Options

    def broken(*_: object) -> None:
        raise OSError(errno.EINVAL, "invalid argument")

    (tmp_path / "a.txt").write_text("一、备足物资\n二、管好堤坝\n", encoding="utf-8")
    monkeypatch.setattr(batch_run._Run, "_finish", broken)
    monkeypatch.setattr(batch_run, "gone", lambda error: gone(error, "nt"))
    for out, raised in (("-", BrokenPipeError), (str(tmp_path / "o.jsonl"), WriteError)):
        with pytest.raises(raised):
            batch_run.run(Options((str(tmp_path / "a.txt"),), out, jobs=1))
