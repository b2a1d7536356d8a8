"""Kept patterns: equal to compiled ones, never in the way."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path

import pytest

from speechparse import regexcache

PATTERNS = [
    (r"第([一二三]{1,3})(?:章|节)", 0),
    (r"(?P<year>\d{4})年(?P<month>\d{1,2})月", re.MULTILINE),
    (r"(?<![〇-九])[①-⑳]+?\b|^同志们[：:]$", re.MULTILINE | re.DOTALL),
    (r"(?i)abc[^\s]*", 0),
]
TEXT = "同志们：\n第二章 2024年3月 ①② aBc1 第一节"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPEECHPARSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(regexcache, "shipped", lambda: tmp_path / "none")  # an installed wheel brings its own patterns
    return tmp_path / "cache"


def compiled() -> list[re.Pattern[str]]:
    re.purge()
    return [re.compile(pattern, flags) for pattern, flags in PATTERNS]


def test_kept_patterns_match_as_compiled_ones(folder: Path) -> None:
    plain = compiled()
    with regexcache.kept():
        first = compiled()
    with regexcache.kept():
        second = compiled()
    for one in (first, second):
        assert [(p.pattern, p.flags, p.groups, dict(p.groupindex)) for p in one] == [
            (p.pattern, p.flags, p.groups, dict(p.groupindex)) for p in plain
        ]
        assert [[m.groups() for m in p.finditer(TEXT)] for p in one] == [
            [m.groups() for m in p.finditer(TEXT)] for p in plain
        ]


def test_second_run_generates_nothing_and_writes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with regexcache.kept():
        compiled()
    (file,) = folder.iterdir()
    written = file.stat().st_mtime_ns
    monkeypatch.setattr(regexcache, "_generate", None)
    with regexcache.kept():
        compiled()
    assert file.stat().st_mtime_ns == written


def test_the_first_run_finds_what_the_wheel_holds(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with regexcache.kept():
        plain = compiled()
    (file,) = folder.iterdir()
    file.rename(tmp_path / "shipped.bin")
    monkeypatch.setattr(regexcache, "shipped", lambda: tmp_path / "shipped.bin")
    monkeypatch.setattr(regexcache, "_generate", None)
    with regexcache.kept():
        assert compiled() == plain
    assert not list(folder.iterdir())


def test_re_is_left_as_it_was_found(folder: Path) -> None:
    from re import _compiler  # type: ignore[attr-defined]

    before = _compiler.compile
    with pytest.raises(ZeroDivisionError), regexcache.kept():
        raise ZeroDivisionError
    assert _compiler.compile is before


def test_bad_patterns_fail_as_always(folder: Path) -> None:
    with regexcache.kept(), pytest.raises(re.error, match="unterminated"):
        re.compile("(一")


@pytest.mark.parametrize(
    "content", [b"", b"garbage", b"\x02\x00\x00\x00{0", b"\xe9\x00\x00\x00\x00", b"i\x01\x00\x00\x00"]
)
def test_a_damaged_file_is_made_anew(folder: Path, content: bytes) -> None:
    with regexcache.kept():
        compiled()
    (file,) = folder.iterdir()
    size = file.stat().st_size
    file.write_bytes(content)
    with regexcache.kept():
        assert [p.pattern for p in compiled()] == [pattern for pattern, _ in PATTERNS]
    assert file.stat().st_size == size


def test_wrong_code_is_refused_and_compiled_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate = regexcache._generate
    monkeypatch.setattr(regexcache, "_generate", lambda p, f: (*generate(p, f)[:1], b"\xff" * 64, *generate(p, f)[2:]))
    with regexcache.kept():
        assert [p.search(TEXT) is not None for p in compiled()] == [True] * 4


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_the_folder_is_the_users_own_and_a_place_that_cannot_be_written_is_no_error(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with regexcache.kept():
        compiled()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SPEECHPARSE_CACHE", str(tmp_path / "file" / "cache"))
    with regexcache.kept():
        compiled()
