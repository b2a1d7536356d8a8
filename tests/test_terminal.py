"""What a person at a terminal meets: summaries, the pager, plain output, missing extras asked for first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
SPEECH = "在全镇春耕会上的讲话\n周启明\n（2024年3月5日）\n同志们：\n讲两点要求。\n一、备好种子。\n二、修好渠道。\n"
LONG = SPEECH + "三、安排任务\n" + "".join(f"{n}．抓好第{n}村清淤，{n % 12 + 1}月底前完成。\n" for n in range(1, 61))


def in_terminal(folder: Path, *args: str, **env: str) -> str:
    """What the program writes to a terminal of 24 lines, with a pager that marks what goes through it."""
    import pty

    main, terminal = pty.openpty()
    base = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "CI", "PAGER")}
    base |= {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", "PAGER": "sed 's/^/P|/'"} | env
    program = [sys.executable, "-m", "speechparse", *args]
    process = subprocess.Popen(
        program, stdout=terminal, stderr=terminal, stdin=subprocess.DEVNULL, cwd=folder, env=base
    )
    os.close(terminal)
    parts = []
    while True:
        try:
            data = os.read(main, 65536)
        except OSError:
            break
        if not data:
            break
        parts.append(data)
    os.close(main)
    assert process.wait() == 0
    return b"".join(parts).decode().replace("\r\n", "\n")


@POSIX
def test_a_long_preview_is_summed_up_and_full_shows_it_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG, encoding="utf-8")
    brief = in_terminal(tmp_path, "a.txt")
    assert brief.count("\n") < 60
    assert "--full" in brief
    assert "第60村" not in brief
    full = in_terminal(tmp_path, "a.txt", "--full")
    assert "第60村" in full
    assert full.startswith("P|")


@POSIX
def test_a_short_preview_is_written_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SPEECH, encoding="utf-8")
    said = in_terminal(tmp_path, "a.txt")
    assert "P|" not in said
    assert "--full" not in said
    assert "\x1b[1m" in said
    assert "\x1b" not in in_terminal(tmp_path, "a.txt", NO_COLOR="1")


@POSIX
def test_no_pager_where_none_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG, encoding="utf-8")
    assert "P|" not in in_terminal(tmp_path, "a.txt", "--full", SPEECHPARSE_PAGER="")
    (tmp_path / "speechparse.toml").write_text("pager = false\n", encoding="utf-8")
    assert "P|" not in in_terminal(tmp_path, "a.txt", "--full")


def run(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-m", "speechparse", *args]
    return subprocess.run(program, capture_output=True, cwd=cwd, env=os.environ | env, check=False)


@pytest.mark.parametrize(
    ("package", "args"),
    [
        ("pyarrow", ("batch", "a.txt", "-o", "c.parquet")),
        ("xlsxwriter", ("batch", "a.txt", "-o", "c.xlsx")),
        ("xlsxwriter", ("tasks", "a.txt", "-o", "c.xlsx")),
        ("docx", ("tasks", "a.txt", "-o", "c.docx")),
        ("openpyxl", ("tasks", "a.txt", "--update", "c.xlsx")),
    ],
)
def test_a_missing_extra_is_asked_for_before_the_first_file(
    tmp_path: Path, package: str, args: tuple[str, ...]
) -> None:
    if package == "openpyxl":
        pytest.importorskip("xlsxwriter", reason="it is asked for first")
    (tmp_path / "a.txt").write_text(SPEECH, encoding="utf-8")
    hidden = f"import sys; sys.modules['{package}'] = None\nimport importlib.util as u; find = u.find_spec\n"
    hidden += f"u.find_spec = lambda name, *rest: None if name == '{package}' else find(name, *rest)\n"
    program = f"{hidden}sys.argv[1:] = {list(args)!r}\nfrom speechparse.__main__ import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=tmp_path, env=os.environ, check=False
    )
    said = done.stderr.decode()
    assert done.returncode == 1
    assert f"{package} is not installed" in said
    assert "pip install 'speechparse[" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


def test_quiet_and_verbose(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今天天气好。\n", encoding="utf-8")
    assert b"no tasks found" in run("tasks", "a.txt", cwd=tmp_path).stderr
    assert run("tasks", "a.txt", "-q", cwd=tmp_path).stderr == b""
    assert b"a.txt: text, utf-8, 7 characters, 1 speeches" in run("a.txt", "-v", cwd=tmp_path).stderr
    assert b"no such file" in run("b.txt", "-q", cwd=tmp_path).stderr


def test_an_encoding_that_was_asked_for_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SPEECH, encoding="utf-8")
    said = run("a.txt", "-f", "md", cwd=tmp_path, PYTHONIOENCODING="gbk").stdout
    assert "备好种子" in said.decode("gbk")
    assert "备好种子" in run("a.txt", "-f", "md", cwd=tmp_path, LC_ALL="C").stdout.decode("utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_completion_for_each_shell(tmp_path: Path, shell: str) -> None:
    script = run("completion", shell, cwd=tmp_path).stdout.decode()
    assert "_SPEECHPARSE_COMPLETE" in script
    assert run("--show-completion", shell, cwd=tmp_path).stdout.decode() == script


def test_commands_and_options_are_completed(tmp_path: Path) -> None:
    words = {"_SPEECHPARSE_COMPLETE": "complete_bash", "COMP_CWORD": "1", "COMP_WORDS": "speechparse ta"}
    assert run(cwd=tmp_path, **words).stdout.split() == [b"tasks"]
    words |= {"COMP_CWORD": "2", "COMP_WORDS": "speechparse tasks --upd"}
    assert run(cwd=tmp_path, **words).stdout.split() == [b"--update"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("a.txt", "-o", "b.xlsx"), "speechparse tasks"),
        (("a.txt", "-o", "b.sqlite"), "speechparse batch"),
        (("a.txt", "-o", "b.parquet"), "speechparse batch"),
        (("taks", "a.txt"), "did you mean `speechparse tasks`"),
        (("a.txt", "-f", "csv", "--only", "outline"), "csv holds tasks only"),
    ],
)
def test_the_way_out_is_named(tmp_path: Path, args: tuple[str, ...], said: str) -> None:
    (tmp_path / "a.txt").write_text(SPEECH, encoding="utf-8")
    done = run(*args, cwd=tmp_path)
    assert done.returncode in (1, 2)
    assert said in done.stderr.decode()
    assert done.stdout == b""
