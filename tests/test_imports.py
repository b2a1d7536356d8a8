"""The import arrows of the design, read from the source; what is loaded when, asked of a fresh interpreter."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import speechparse

SRC = Path(speechparse.__file__).parent
PURE = {"model", "errors", "source", "numerals", "signs", "rules.types", "rules.patterns", "rules.engine"}
PURE |= {"rules.rows", "rules.prefilter", "sections"}
MODULES = sorted(SRC.rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imported(path: Path) -> list[ast.stmt]:
    """The import statements of a file, wherever in it they stand."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def imports(path: Path) -> Iterator[str]:
    """Every module imported anywhere in a file: ``.parser.ir`` for our own, ``yaml`` for others'."""
    package = [*path.relative_to(SRC).parts[:-1]]
    for node in imported(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1]
            if node.module:
                yield "." + ".".join([*base, node.module])
            else:
                yield from ("." + ".".join([*base, alias.name]) for alias in node.names)


def own(path: Path) -> set[str]:
    names = {name[1:] for name in imports(path) if name.startswith(".")}
    return {name if name.startswith("rules.") else name.split(".")[0] for name in names}


ROOMS = {
    # room of the parser: the rooms that it may import (docs/architecture.md draws them)
    "logical": set(),
    "forms": {"logical"},
    "weigh": set(),
    "calendar": set(),
    "numbers": set(),
    "people": set(),
    "text": {"forms"},
    "head": {"forms", "weigh", "people", "calendar"},
    "lists": {"forms"},
    "outline": {"forms", "lists", "weigh"},
    "roles": {"forms", "lists"},
    "ledger": {"forms", "people", "calendar", "numbers"},
    "analysis": {"forms", "ledger"},
    "asides": {"forms", "analysis"},
    "assemble": {"forms", "outline", "analysis", "asides"},
    "laws": {"text"},
}


def room(path: Path) -> str:
    return path.relative_to(SRC / "parser").with_suffix("").parts[0]


def rooms_used(path: Path) -> set[str]:
    """The rooms of the parser, other than its own, that a file imports."""
    names = [name.split(".") for name in imports(path) if name.startswith(".parser.")]
    return {name[2] for name in names} - {room(path)}


@pytest.mark.parametrize("path", sorted((SRC / "parser").rglob("*.py")), ids=module_name)
def test_rooms_of_the_parser_import_one_way(path: Path) -> None:
    if room(path) not in ("__init__", "explain"):  # these two know all rooms
        assert rooms_used(path) <= ROOMS[room(path)]


def test_the_rooms_hold_no_circle_and_no_unused_arrow() -> None:
    seen: set[str] = set()
    while ready := {name for name, used in ROOMS.items() if used <= seen} - seen:
        seen |= ready
    assert seen == set(ROOMS)
    for name, used in ROOMS.items():
        files = [path for path in (SRC / "parser").rglob("*.py") if room(path) == name]
        assert set().union(*map(rooms_used, files)) == used, name


def test_no_two_modules_import_each_other() -> None:
    """Not even where an import stands inside a function or under TYPE_CHECKING."""
    names = {module_name(path) for path in MODULES}
    used = {module_name(path): {name for name in targets(path) if name in names} for path in MODULES}
    seen: set[str] = set()
    while ready := {name for name, uses in used.items() if uses <= seen} - seen:
        seen |= ready
    assert sorted(names - seen) == []


def targets(path: Path) -> Iterator[str]:
    """The modules of ours that a file imports, ``from . import x`` as x."""
    package = [*path.relative_to(SRC).parts[:-1]]
    for node in imported(path):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1] + (node.module.split(".") if node.module else [])
            inner = [".".join([*base, alias.name]) for alias in node.names]
            modules = [name for name in inner if (SRC / name.replace(".", "/")).with_suffix(".py").exists()]
            yield from modules
            if len(modules) < len(inner) and base:  # the package itself opens its modules only when asked
                yield ".".join(base)


def others(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path) if not name.startswith(".")}


def in_package(path: Path, *packages: str) -> bool:
    return module_name(path).split(".")[0] in packages


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_arrows(path: Path) -> None:
    name, used = module_name(path), own(path)
    if name in ("errors", "numerals", "signs", "plain"):
        assert not used
    elif name == "model":
        assert used <= {"undict", "plain"}
    elif name == "source":
        assert used <= {"model", "errors", "numerals"}
    elif name == "rules.types":
        assert used <= {"rules.engine", "rules.rows"}
    elif name in ("rules.engine", "rules.prefilter", "rules.patterns"):
        assert used <= {"rules.patterns", "rules.prefilter", "rules.rows"}
    elif in_package(path, "parser"):
        assert used <= PURE | {"parser"}
    elif in_package(path, "readers"):
        assert used <= PURE | {"readers", "rules.loader", "limits"}
    elif in_package(path, "writers"):
        assert not used & {"readers", "parser", "preview", "cli", "commands", "batch", "cluster"}
    elif not in_package(path, "cli", "commands", "__main__"):
        assert not used & {"cli", "commands"}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_heavy_packages_have_one_home_each(path: Path) -> None:
    used = others(path)
    assert "rich" not in used or in_package(path, "preview")
    assert "typer" not in used or in_package(path, "cli", "commands")
    assert not used & {"jinja2", "markupsafe"} or module_name(path) == "pages.templates"
    assert not used & {"starlette", "uvicorn"} or in_package(path, "web")


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_corrections_and_pages_know_no_readers_writers_and_no_way_to_the_network(path: Path) -> None:
    if in_package(path, "corrections", "pages"):
        assert not own(path) & {"readers", "writers", "web", "batch", "preview", "cli", "commands"}
        assert not others(path) & {"socket", "http", "urllib.request", "subprocess"}


def test_no_markup_stands_in_python() -> None:
    for path in MODULES:
        if in_package(path, "writers", "pages", "web", "commands", "corrections"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"</?(div|span|table|tr|td|section|html)[ >]", text), path


IMPURE = {"os", "sys", "io", "pathlib", "time", "random", "secrets", "subprocess", "socket", "threading", "locale"}
IMPURE |= {"multiprocessing", "shutil", "tempfile", "logging", "yaml", "rich", "typer", "jieba", "tomllib", "warnings"}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_the_core_has_no_input_output_clock_or_chance(path: Path) -> None:
    if module_name(path) not in PURE and not in_package(path, "parser"):
        return
    assert not others(path) & IMPURE
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not called & {"today", "now", "utcnow"}
    assert not {"open", "print", "input"} & {
        node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def loaded(program: str, *args: str) -> set[str]:
    """The modules loaded when ``program`` ends."""
    script = f"{program}\nimport sys as _s; _s.stderr.write(' '.join(_s.modules))"
    run = subprocess.run([sys.executable, "-c", script, *args], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_import_speechparse_loads_nothing() -> None:
    modules = loaded("import speechparse; dir(speechparse); speechparse.__version__")
    assert not {name.split(".")[0] for name in modules} & {"typer", "rich", "yaml", "jieba"}
    assert {name for name in modules if name.startswith("speechparse")} == {"speechparse"}


def test_public_names_are_all_there() -> None:
    for name in speechparse.__all__:
        assert getattr(speechparse, name) is not None
        assert name in dir(speechparse)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        speechparse.nothing  # noqa: B018


RUN = """
import sys
sys.argv[0] = "speechparse"
from speechparse.__main__ import main
try:
    main()
except SystemExit:
    pass
"""
SLOW = ("rich", "yaml", "jieba", "multiprocessing", "importlib.metadata", "pydantic", "concurrent", "typer")


def test_plain_parse_to_json_loads_nothing_slow(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("同志们：\n一、抓春耕。\n二、抓防汛。\n", encoding="utf-8")
    modules = loaded(RUN, str(path))
    with_option = loaded(RUN, str(path), "--format", "json")
    assert [name for name in SLOW if name in with_option and name != "typer"] == []
    assert [name for name in SLOW if name in modules] == []
    assert not {"speechparse.preview", "speechparse.batch", "tomllib"} & modules


def test_help_loads_no_parser() -> None:
    modules = loaded(RUN, "--help")
    assert not {"speechparse.parser", "speechparse.readers", "rich", "yaml", "jieba"} & modules


def test_version_is_answered_before_typer() -> None:
    assert not {"typer", "inspect", "dataclasses"} & loaded(RUN, "--version")
