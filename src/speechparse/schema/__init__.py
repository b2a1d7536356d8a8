"""The JSON Schema (2020-12) of one output object, made from the dataclasses of ``model``.

``python -m speechparse.schema`` writes the shipped file; a test holds it equal to ``generate()``.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from pathlib import Path
from typing import Any

from .. import model
from ..ledger.rows import LedgerRow
from ..tfidf import Keywords
from .descriptions import DESCRIPTIONS

FILE = Path(__file__).with_name(f"speech-{model.SCHEMA_VERSION}.json")
_OFFSET = {"type": "integer"}  # no minimum: those programs would make a class of each number that has one
# Two members, each named: programs that write classes from a schema make a pair of it, not a list.
_SPAN = {"type": "array", "prefixItems": [_OFFSET, _OFFSET], "items": False, "minItems": 2, "maxItems": 2}
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
# Keys that need more than their type says.
_NARROWER: dict[str, dict[str, Any]] = {
    "Metadata.date": {"pattern": _DATE},
    "Metadata.issued": {"pattern": _DATE},
    "TimeRef.start": {"pattern": _DATE},
    "TimeRef.end": {"pattern": _DATE},
    "Node.level": {"minimum": 1},
    "Node.confidence": {"minimum": 0, "maximum": 1},
    "Task.confidence": {"minimum": 0, "maximum": 1},
    "Source.sha256": {"pattern": "^[0-9a-f]{64}$"},
    "Target.comparator": {"enum": ["=", ">=", ">", "<=", "<", "~", "+=", "-="]},
    "Target.bound": {"enum": [">=", ">", "<=", "<", "~", None]},
    "Task.due": {"pattern": _DATE},
}
_ON_REQUEST = {"Node.reasons"}


def shipped() -> str:
    """The schema as text, as it stands in the package."""
    return FILE.read_text(encoding="utf-8")


def variant(only: tuple[str, ...] = (), *, array: bool = False) -> str:
    """The schema of output with ``--only`` (these sections, version and source), of an array of speeches, or both."""
    schema = json.loads(shipped())
    if only:
        kept = ("schema_version", "source", *only)
        schema["properties"] = {key: value for key, value in schema["properties"].items() if key in kept}
        schema["required"] = [key for key in schema["required"] if key in kept]
    if array:
        head = {key: schema.pop(key) for key in ("$schema", "$id", "title")}
        definitions = schema.pop("$defs")
        head |= {"title": "Speeches", "type": "array", "items": {"$ref": "#/$defs/Speech"}}
        schema = {**head, "$defs": dict(sorted({**definitions, "Speech": schema}.items()))}
    if only or array:
        schema["$id"] += "".join([":array"] * array + [f":{name}" for name in only])
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def generate() -> dict[str, Any]:
    """The schema made from the model as it is now."""
    definitions: dict[str, Any] = {}
    root = _object(model.Speech, definitions)
    root["properties"] = {
        "schema_version": {"const": model.SCHEMA_VERSION, "description": DESCRIPTIONS["Speech.schema_version"]},
        **root["properties"],
        "rows": {
            "type": "array",
            "items": _type(LedgerRow, definitions),
            "description": DESCRIPTIONS["Speech.rows"],  # by ``tasks``
        },
        "text": {"type": ["string", "null"], "description": DESCRIPTIONS["Speech.text"]},  # on request
        "columns": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": DESCRIPTIONS["Speech.columns"],  # of a corpus, or a table on the files
        },
        "keywords": {**_type(Keywords, definitions), "description": DESCRIPTIONS["Speech.keywords"]},  # on request
    }
    root["required"].insert(0, "schema_version")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:speechparse:speech:{model.SCHEMA_VERSION}",
        "title": "Speech",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def text() -> str:
    """``generate()`` as the shipped file holds it."""
    return json.dumps(generate(), ensure_ascii=False, indent=2) + "\n"


def _object(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    properties = {}
    for row in dataclasses.fields(kind):
        key = f"{kind.__name__}.{row.name}"
        properties[row.name] = {
            **_type(hints[row.name], definitions),
            **_NARROWER.get(key, {}),
            "description": _description(kind, row.name),
        }
    return {
        "description": " ".join((kind.__doc__ or "").split("\n\n")[0].split()),
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if f"{kind.__name__}.{name}" not in _ON_REQUEST],
        "additionalProperties": False,
    }


def _description(kind: type[Any], field: str) -> str:
    """What a field holds; a field of a base that is not described anew holds what it holds there."""
    return next(said for one in kind.__mro__ if (said := DESCRIPTIONS.get(f"{one.__name__}.{field}")))


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # Node holds Nodes
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if origin is typing.Literal:
        return {"enum": list(args)}
    if hint == model.Span:
        return dict(_SPAN)
    if origin is tuple:
        return {"type": "array", "items": _type(args[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type(args[1], definitions)}
    if origin in (typing.Union, types.UnionType):
        return _union([_type(arg, definitions) for arg in args])
    return {"type": {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}[hint]}


def _union(parts: list[dict[str, Any]]) -> dict[str, Any]:
    if any(set(part) != {"type"} for part in parts):
        return {"anyOf": parts}
    names = [part["type"] for part in parts]
    if "number" in names:
        names = [name for name in names if name != "integer"]
    return {"type": names[0] if len(names) == 1 else names}
