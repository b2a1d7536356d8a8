from __future__ import annotations

import os
from pathlib import Path

import pytest

from speechparse.batch.discover import Unreadable, Wanted, discover, matches, order_key
from speechparse.errors import ReadError

WANTED = Wanted(frozenset({".txt", ".docx"}))


def found(root: Path, wanted: Wanted = WANTED) -> list[str]:
    return [document.name for document in discover([str(root)], wanted)]


def fill(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    return root


def test_order_is_folder_by_folder_and_not_that_of_the_disk(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "a/z.txt", "a-b/x.txt", "乙.txt", "B.txt", "a/甲.txt", "a/b/c.txt")
    assert found(tmp_path) == ["B.txt", "a/b/c.txt", "a/z.txt", "a/甲.txt", "a-b/x.txt", "a.txt", "乙.txt"]
    assert found(tmp_path) == sorted(found(tmp_path), key=order_key)


def test_hidden_files_and_lock_files_of_office_are_passed_over(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "~$a.docx", "a.docx")
    assert found(tmp_path) == ["a.docx", "a.txt"]


def test_other_suffixes_are_counted_but_a_glob_takes_them(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "b.doc", "c.doc", "d")
    wanted = Wanted(frozenset({".txt"}))
    assert found(tmp_path, wanted) == ["a.txt"]
    assert wanted.passed_over == {".doc": 2, "": 1}
    assert found(tmp_path, Wanted(frozenset(), globs=("*.doc",))) == ["b.doc", "c.doc"]


def test_excluded_folders_are_not_entered(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "old/b.txt", "x/old/c.txt", "x/d.txt")
    assert found(tmp_path, Wanted(frozenset({".txt"}), excludes=("old",))) == ["a.txt", "x/d.txt"]


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    fill(tmp_path, "in/a.txt", "else/b.txt")
    (tmp_path / "in/self").symlink_to(tmp_path / "in")
    (tmp_path / "in/up").symlink_to(tmp_path)
    (tmp_path / "in/else").symlink_to(tmp_path / "else")
    (tmp_path / "in/broken.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "in/c.txt").symlink_to(tmp_path / "else/b.txt")
    # `up` is no folder above `in`'s own members by name, but its `in` is: that one is not entered again.
    assert found(tmp_path / "in") == ["a.txt", "c.txt", "else/b.txt", "up/else/b.txt"]


def test_several_roots_are_named_from_the_folder_they_share(tmp_path: Path) -> None:
    fill(tmp_path, "2021/a.txt", "2022/a.txt", "2022/b.log", "2023/a.txt")
    roots = [str(tmp_path / name) for name in ("2022", "2021", "2022/a.txt", "2022/b.log")]
    assert [d.name for d in discover(roots, WANTED)] == ["2021/a.txt", "2022/a.txt"]
    assert [d.name for d in discover([roots[3]], WANTED)] == ["b.log"]


def test_output_is_never_input(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "out/a.txt.txt")
    assert found(tmp_path, Wanted(frozenset({".txt"}), skip=(str(tmp_path / "out"),))) == ["a.txt"]


def test_missing_root_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"No such file"):
        list(discover([str(tmp_path / "nothing")], WANTED))


@pytest.mark.skipif(os.name == "nt", reason="file names there are always text")
def test_names_that_are_no_utf8_are_shown_escaped_and_can_be_opened(tmp_path: Path) -> None:
    raw = tmp_path / os.fsdecode("讲话".encode("gbk") + b".txt")
    try:
        raw.write_text("x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (document,) = discover([str(tmp_path)], WANTED)
    assert not isinstance(document, Unreadable)
    assert document.name == "\\xbd\\xb2\\xbb\\xb0.txt"
    assert Path(document.path).read_text() == "x"


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("*.txt", "a/b.txt", True),
        ("a/*.txt", "a/b.txt", True),
        ("a/*.txt", "a/c/b.txt", False),
        ("a/**/*.txt", "a/b.txt", True),
        ("a/**/*.txt", "a/c/d/b.txt", True),
        ("**/b.txt", "ab.txt", False),
        ("202[12]*", "2021年讲话.txt", True),
        ("202[!12]*", "2021年讲话.txt", False),
        ("讲?.txt", "讲话.txt", True),
        ("a+(b).txt", "a+(b).txt", True),
    ],
)
def test_glob(pattern: str, name: str, expected: bool) -> None:
    assert matches(pattern, name) is expected
