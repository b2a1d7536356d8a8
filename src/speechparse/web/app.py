"""The routes of the local page. Paths are those after the token, which ``guard`` takes off."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ..errors import SpeechparseError
from ..limits import Limits
from ..messages import tr
from ..pages import desk as desk_page
from ..pages.report import page
from ..writers.json_ import dumps
from ..writers.registry import Options, selected
from .desk import KINDS, Desk, Paper
from .guard import TooLarge
from .work import Reader

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def application(limits: Limits, quit: Callable[[], None]) -> Starlette:
    """The application. ``quit`` ends the server."""
    desk, reader = Desk(), Reader(limits)

    def paper(request: Request) -> Paper:
        found = desk.papers.get(request.path_params["id"])
        if found is None:
            raise HTTPException(404, "没有这份文件 there is no such document")
        return found

    async def home(_: Request) -> Response:
        return HTMLResponse("".join(desk_page.desk(limits.max_size)))

    async def table(_: Request) -> Response:
        return HTMLResponse("".join(desk_page.ledger()))

    async def listed(_: Request) -> Response:
        old = desk.old[0] if desk.old else ""
        return JSONResponse({"documents": [one.summary() for one in desk.papers.values()], "old": old})

    async def put(request: Request) -> Response:
        name = request.query_params.get("name", "未命名")[:200]
        data = await request.body()
        found = await reader.read(name, data)
        return JSONResponse(desk.put(found.source, found.speeches).summary())

    async def old(request: Request) -> Response:
        name = request.query_params.get("name", "")[:200]
        data = await request.body()
        if not data.startswith(b"PK"):
            raise HTTPException(400, "上年台账须是 Excel 文件（.xlsx） last year's ledger is an .xlsx")
        desk.old = (name, data)
        return JSONResponse({"old": name})

    async def take_off(request: Request) -> Response:
        del desk.papers[paper(request).id]
        return JSONResponse({})

    async def review(request: Request) -> Response:
        one = paper(request)
        serve = {"id": one.id, "given": [one.file()]}
        return HTMLResponse("".join(page(((s, one.source) for s in one.speeches), serve=serve)))

    async def corrected(request: Request) -> Response:
        one, whole = paper(request), await _json(request)
        from ..corrections.file import of

        of(whole, one.name)
        one.given = list(whole["corrections"])
        return JSONResponse(one.summary())

    async def rows(request: Request) -> Response:
        return JSONResponse({"rows": desk.rows(desk.chosen(request.query_params.get("docs", "")))})

    async def edit(request: Request) -> Response:
        one, row = paper(request), await _json(request)
        desk.edit(one, row)
        return JSONResponse({"rows": desk.rows([one])})

    async def result(request: Request) -> Response:
        one = paper(request)
        found = [selected(speech, Options()) for speech in one.corrected()]
        return _download(dumps(found[0] if len(found) == 1 else found) + "\n", "json", _stem(one.name))

    async def ledger(request: Request) -> Response:
        kind, ask = request.path_params["kind"], request.query_params
        papers = desk.chosen(ask.get("docs", ""))
        if kind not in KINDS or not papers:
            raise HTTPException(404, "没有文件可做台账 there are no documents")
        data, _ = desk.ledger(papers, kind, together="together" in ask, update="update" in ask)
        name = _stem(papers[0].name) if len(papers) == 1 else f"{_stem(papers[0].name)}等{len(papers)}份"
        return _download(data, kind, f"{name}-任务分解表")

    async def leave(_: Request) -> Response:
        quit()
        return JSONResponse({})

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        reader.close()

    return Starlette(
        routes=[
            Route("/", home),
            Route("/ledger", table),
            Route("/documents", listed),
            Route("/documents", put, methods=["POST"]),
            Route("/old", old, methods=["POST"]),
            Route("/documents/{id:int}", take_off, methods=["DELETE"]),
            Route("/documents/{id:int}", review),
            Route("/documents/{id:int}/corrections", corrected, methods=["PUT"]),
            Route("/documents/{id:int}/rows", edit, methods=["POST"]),
            Route("/documents/{id:int}/result.json", result),
            Route("/rows", rows),
            Route("/ledger.{kind}", ledger),
            Route("/quit", leave, methods=["POST"]),
        ],
        exception_handlers={
            SpeechparseError: _told, TooLarge: _too_large, HTTPException: _failed, Exception: _mistake,
        },
        lifespan=life,
    )  # fmt: skip


async def _json(request: Request) -> dict[str, Any]:
    try:
        found = json.loads(await request.body())
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise HTTPException(400, "请求不是 JSON 对象 the request is no JSON object")
    return found


def _download(data: bytes | str, kind: str, stem: str) -> Response:
    name = quote(f"{stem}.{kind}")
    return Response(
        data, media_type=_TYPES[kind], headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    )


def _stem(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name


async def _told(_: Request, error: Exception) -> Response:
    problem, advice = getattr(error, "problem", str(error)), getattr(error, "advice", "")
    words = f"{tr(problem, 'zh')}；{tr(advice, 'zh')}" if advice else tr(problem, "zh")
    return JSONResponse({"error": words}, 422)


async def _too_large(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": "文件太大 too large"}, 413)


async def _failed(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, error.status_code)


async def _mistake(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"程序出错 a mistake of speechparse: {type(error).__name__}\n", 500)
