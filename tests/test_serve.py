"""The local page: files in, a ledger out, and nobody else let in."""

from __future__ import annotations

import http.client
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import browser as real

pytest.importorskip("starlette", reason="the extra web is not installed")
pytest.importorskip("uvicorn", reason="the extra web is not installed")
openpyxl = pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")

SAMPLES = Path(__file__).parent.parent / "samples"
THREE = [SAMPLES / name for name in ("12-时限与单位.txt", "18-自动编号.docx", "08-标记文本.md")]


class Running(NamedTuple):
    address: str
    port: int
    token: str
    cache: Path

    def ask(self, path: str = "", method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path or f"/{self.token}/", body, sent)
        answer = connection.getresponse()
        return answer.status, answer.read()


def start(cache: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "speechparse", "serve", *more],
        env={**os.environ, "SPEECHPARSE_CACHE": str(cache), "SPEECHPARSE_LANG": "en"},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    cache = tmp_path_factory.mktemp("cache")
    process = start(cache, "--max-size", "20")
    assert process.stderr is not None
    found = re.search(r"http://127\.0\.0\.1:(\d+)/([\w-]+)/", process.stderr.readline())
    assert found is not None
    yield Running(found[0], int(found[1]), found[2], cache)
    process.terminate()
    process.wait(10)


def test_a_wrong_host_a_foreign_origin_and_a_missing_token_are_refused(running: Running) -> None:
    assert running.ask()[0] == 200
    for path, headers, word in (
        (f"/{running.token}/", {"Host": "evil.example"}, "Host"),
        (f"/{running.token}/", {"Host": f"evil.example:{running.port}"}, "Host"),
        (f"/{running.token}/", {"Origin": "https://evil.example"}, "Origin"),
        (f"/{running.token}/", {"Origin": "null"}, "Origin"),
        (f"/{running.token}/", {"Sec_Fetch_Site": "cross-site"}, "site"),
        ("/", {}, "token"),
        ("/documents", {}, "token"),
        (f"/{running.token[1:]}/documents", {}, "token"),
    ):
        status, said = running.ask(path, "GET", None, **headers)
        assert status == 403, (path, headers)
        assert word in said.decode()
        assert len(said.decode().splitlines()) == 1


def test_too_large_a_file_is_refused_with_a_clear_line(running: Running) -> None:
    status, said = running.ask(f"/{running.token}/documents?name=big.txt", "POST", b"x" * (200 << 20))
    assert (status, "20 MB" in said.decode()) == (413, True)
    assert running.ask()[0] == 200


def test_a_zip_bomb_costs_only_itself(running: Running) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b"<w:document>" + b"\0" * (300 << 20))
    status, said = running.ask(f"/{running.token}/documents?name=bomb.docx", "POST", held.getvalue())
    assert status == 422
    assert json.loads(said)["error"]
    assert running.ask()[0] == 200


def test_only_this_machine_is_listened_to(running: Running) -> None:
    import socket

    with socket.socket() as other:
        other.settimeout(2)
        name = socket.gethostbyname(socket.gethostname())
        if name.startswith("127."):
            pytest.skip("this machine has no other address")
        assert other.connect_ex((name, running.port)) != 0


def test_a_second_start_is_refused_with_the_address_of_the_first(running: Running) -> None:
    second = start(running.cache)
    _, said = second.communicate(timeout=60)
    assert second.returncode == 1
    assert said.strip() == f"speechparse: the local page runs already: {running.address}"


def test_nothing_is_stored(running: Running) -> None:
    running.ask(f"/{running.token}/documents?name=a.txt", "POST", "同志们：\n一、修渠。\n二、防火。\n".encode())
    kept = [path for path in running.cache.rglob("*") if path.is_file() and path.suffix != ".bin"]  # .bin: patterns
    assert {path.name for path in kept} == {"serve.lock", "serve.address"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with real.chromium() as browser:
        yield browser


def test_three_files_dropped_a_row_edited_the_ledger_fetched(running: Running, chromium: Any, tmp_path: Path) -> None:
    watched = real.Watched(chromium)
    page = watched.page
    page.goto(running.address)
    with page.expect_file_chooser() as chooser:
        page.click("label:has(#files)")
    chooser.value.set_files([str(path) for path in THREE])
    page.wait_for_selector("#progress:has-text('读完 3 份')")
    assert real.violations(page) == []
    for name in ("a.txt", "bomb.docx"):  # of the tests before
        if page.locator(f"[aria-label='移去 {name}']").count():
            page.click(f"[aria-label='移去 {name}']")
    page.click("#edit")
    cell = "td.lead[aria-label='T1 牵头单位']"
    page.wait_for_selector(cell)
    assert real.violations(page) == []
    page.locator(cell).first.fill("县政府办")
    page.keyboard.press("Enter")
    page.wait_for_selector("#said:has-text('已改')")
    with page.expect_download() as saved:
        page.click("#xlsx")
    cells = [
        str(value)
        for sheet in openpyxl.load_workbook(io.BytesIO(Path(saved.value.path()).read_bytes())).worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    ]
    assert any("县政府办" in value for value in cells)
    assert sum("推进县医院新院区建设" in value for value in cells) >= 1
    page.click(".brand a")
    page.click("a.button:has-text('查看')")
    page.wait_for_function("() => window.ready && P.saved !== undefined || window.ready")
    assert page.inner_text("#edits") == "1"
    page.click("#l1-T2 .go")
    page.keyboard.press("x")
    page.wait_for_timeout(300)
    page.click(".tools a:has-text('文件')")
    page.wait_for_selector("td.n:has-text('2')")
    watched.close()


def test_last_years_ledger_is_carried_on(running: Running, tmp_path: Path) -> None:
    name = "/{}/{}".format(running.token, "{}")
    status, said = running.ask(name.format("documents?name=new.txt"), "POST", THREE[0].read_bytes())
    assert status == 200
    id = json.loads(said)["id"]
    _, first = running.ask(name.format(f"ledger.xlsx?docs={id}"))
    book = openpyxl.load_workbook(io.BytesIO(first))
    sheet = book.active
    assert sheet is not None
    sheet.cell(4, 20, "已完成八成")
    held = io.BytesIO()
    book.save(held)
    assert running.ask(name.format("old?name=last.xlsx"), "POST", held.getvalue())[0] == 200
    assert running.ask(name.format("old?name=last.xls"), "POST", b"no workbook")[0] == 400
    status, carried = running.ask(name.format(f"ledger.xlsx?docs={id}&update=1"))
    assert status == 200
    values = [
        v for row in openpyxl.load_workbook(io.BytesIO(carried)).worksheets[0].iter_rows(values_only=True) for v in row
    ]
    assert "已完成八成" in values


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    program = "import sys; sys.modules['uvicorn'] = None; from speechparse.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "serve"],
        capture_output=True,
        check=False,
        env={**os.environ, "SPEECHPARSE_LANG": "en"},
    )
    assert done.returncode == 1
    assert b"speechparse[web]" in done.stderr


def test_one_file_to_double_click_holds_all_it_needs(tmp_path: Path) -> None:
    from speechparse.web.bundle import build

    program = build(tmp_path / "dist")
    assert program.stat().st_size < 8 << 20
    starts = sorted(path.suffix for path in program.parent.iterdir())
    assert starts == [".bat", ".command", ".pyz", ".sh"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "SPEECHPARSE_CACHE": str(tmp_path / "cache")}
    environment.pop("PYTHONPATH", None)
    process = subprocess.Popen(  # -S: nothing but the standard library and what the file brings
        [sys.executable, "-S", str(program), "--no-open"],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr is not None
    found = re.search(r"http://127\.0\.0\.1:(\d+)/([\w-]+)/", process.stderr.readline())
    assert found is not None
    running = Running(found[0], int(found[1]), found[2], tmp_path)
    status, said = running.ask(f"/{found[2]}/documents?name=a.txt", "POST", THREE[0].read_bytes())
    assert (status, json.loads(said)["tasks"]) == (200, 5)
    status, book = running.ask(f"/{found[2]}/ledger.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(book)).worksheets
    assert running.ask(f"/{found[2]}/quit", "POST")[0] == 200
    assert process.wait(20) == 0
