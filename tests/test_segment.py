"""Word cutting and keywords: both engines cut alike, silently, with the cache where it belongs."""

from __future__ import annotations

import csv
import marshal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import ledgers
from speechparse.segment import cutter
from speechparse.tfidf import keywords
from speechparse.usercache import cache_folder, cached

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def test_words_joined_give_the_text() -> None:
    text = "认真做好冬修水利工作，投资1.5亿元、增长6.5%（含 GDP）\n\x00𠮷\r\n"
    words = cutter()(text)
    assert "".join(words) == text
    assert {"做好", "工作", "6.5%", "GDP"} <= set(words)
    assert cutter()("") == []


def test_both_engines_cut_alike_over_the_corpus() -> None:
    pytest.importorskip("rjieba", reason="rjieba is not installed (extra fast)")
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus at {CORPUS}")
    fast, plain = cutter("rjieba"), cutter("jieba")
    with (CORPUS / "index.tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            text = (CORPUS / row["path"]).read_bytes().decode(row["encoding"], "replace")[:4_000]
            assert fast(text) == plain(text), row["path"]


def test_jieba_loads_silently_into_the_users_cache(tmp_path: Path) -> None:
    program = "from speechparse.segment import cutter; print(cutter('jieba')('抓好春耕'))"
    env = {"SPEECHPARSE_CACHE": str(tmp_path / "cache"), "PYTHONPATH": ":".join(sys.path), "PYTHONWARNINGS": "always"}
    for _ in range(2):  # with the cache to be made, and with it made
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=env, check=True)
        assert "speechparse" not in run.stderr
        assert "jieba" not in "".join(line for line in run.stderr.splitlines(True) if "Warning" not in line)
        assert run.stdout == "['抓好', '春耕']\n"
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".bin"]


def test_a_damaged_cache_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECHPARSE_CACHE", str(tmp_path / "cache"))
    source = tmp_path / "words.txt"
    source.write_text("甲 1\n乙 2\n", encoding="utf-8")
    for damage in (None, b"", b"\xff\x00garbage"):
        files = list((tmp_path / "cache").glob("*")) if damage is not None else []
        for file in files:
            file.write_bytes(damage or b"")
        assert cached("words", source, list) == ["甲 1\n", "乙 2\n"]
    (file,) = (tmp_path / "cache").iterdir()
    assert marshal.loads(file.read_bytes()) == ["甲 1\n", "乙 2\n"]


def test_a_cache_that_cannot_be_written_only_takes_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("SPEECHPARSE_CACHE", str(tmp_path / "file" / "below"))
    source = tmp_path / "words.txt"
    source.write_text("甲 1\n", encoding="utf-8")
    assert cached("words", source, list) == ["甲 1\n"]


def test_the_cache_folder_is_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPEECHPARSE_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/home/x/.cache")
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder() == Path("/home/x/.cache/speechparse")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/C/Local")
    assert cache_folder() == Path("/C/Local/speechparse/Cache")


def test_keywords_name_the_subject_not_the_manner() -> None:
    text = "认真抓好今冬的水利。水利工程要提质，水利干部要下沉，水利资金要到位，渠道管护要到人。我们要推进。" * 3
    words = [word.word for word in keywords(text, top=20).words]
    assert words[0] == "水利"
    assert "渠道" in words
    assert not {"认真", "抓好", "推进", "我们"} & set(words)
    assert keywords("").words == ()


def test_keywords_of_a_speech_come_with_those_of_its_sections() -> None:
    text = "冬修水利要抓早，渠道清淤要抓实。" * 10
    node = ledgers.node("1", text, "task", "一、", text)
    speech = replace(ledgers.speech(rows=()), outline=(node,))
    found = keywords(speech, top=6, text=text)
    assert [section.node for section in found.sections] == ["1"]
    assert 0 < len(found.sections[0].words) <= 3
    assert found.words[0].count == 10


def test_keywords_hold_no_pieces_of_dates_and_numbers() -> None:
    text = "修路，10月15日前完成。修渠，第三季度末前完成。修桥，年底前完成，投资3.5亿元，增长6%。各村每月25日前报送。"
    found = {keyword.word for keyword in keywords(text, 40).words}
    assert {"修路", "修渠", "修桥"} <= found
    assert not {word for word in found if word.startswith(("日", "月", "季度", "年底"))}


def test_words_of_the_field_stay_whole() -> None:
    found = {keyword.word for keyword in keywords("抓好乡村振兴，优化营商环境，推进一体化，建设高标准农田。", 20).words}
    assert {"乡村振兴", "营商环境", "一体化", "高标准农田"} <= found
