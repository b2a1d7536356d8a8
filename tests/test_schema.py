"""The shipped JSON Schema: equal to the model, and every output validates."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import speechparse
from speeches import speech
from speechparse import schema
from speechparse.schema import generate, variant
from speechparse.schema.descriptions import DESCRIPTIONS
from speechparse.writers.registry import BY_NAME, Options, render

VALIDATOR = jsonschema.Draft202012Validator(schema.generate())


def test_shipped_schema_is_the_one_the_model_gives() -> None:
    assert schema.shipped() == schema.text(), "run: python -m speechparse.schema"
    jsonschema.Draft202012Validator.check_schema(json.loads(schema.shipped()))


def test_every_description_belongs_to_a_key() -> None:
    defined = schema.generate()
    keys = {f"Speech.{key}" for key in defined["properties"]}
    keys |= {f"{name}.{key}" for name, row in defined["$defs"].items() for key in row["properties"]}
    assert set(DESCRIPTIONS) <= keys


def test_output_validates_with_and_without_reasons() -> None:
    VALIDATOR.validate(speech().to_dict())
    VALIDATOR.validate(speech().to_dict(explain=True))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.pop("claims"),
        lambda d: d.update(extra=1),
        lambda d: d["outline"][0].update(role="other"),
        lambda d: d["outline"][2]["children"][0].update(span=[1]),
        lambda d: d["metadata"].update(date="8.9.2023"),
        lambda d: d["tasks"][0]["targets"][0].update(value="20"),
        lambda d: d["tasks"][0]["deadline"].pop("end"),
    ],
)
def test_wrong_output_does_not_validate(spoil) -> None:  # type: ignore[no-untyped-def]
    data = speech().to_dict()
    spoil(data)
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(data)


@pytest.mark.parametrize("only", [(), ("tasks",), ("metadata", "outline")])
def test_every_shape_of_the_output_has_a_schema(only: tuple[str, ...]) -> None:
    found = speechparse.parse("在春耕会上的讲话\n周启明\n一、备足种子，4月底前完成。\n二、修好水渠。\n")
    for array in (False, True):
        text = "".join(render([found], BY_NAME["json"], Options(only, many=array)))
        checker = jsonschema.Draft202012Validator(json.loads(variant(only, array=array)))
        assert [error.message for error in checker.iter_errors(json.loads(text))] == []
        assert not checker.is_valid([{}] if array else {})


def test_spans_are_pairs_of_offsets() -> None:
    node = generate()["$defs"]["Node"]["properties"]
    assert [part["type"] for part in node["span"]["prefixItems"]] == ["integer", "integer"]
    assert node["span"]["items"] is False


@pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("datamodel_code_generator", "pydantic"))),
    reason="datamodel-code-generator or pydantic is missing",
)
def test_classes_made_from_the_schema_read_the_output_and_have_pairs_for_spans(tmp_path: Path) -> None:
    target = tmp_path / "made_from_schema.py"
    program = [sys.executable, "-m", "datamodel_code_generator", "--input", str(schema.FILE), "--output", str(target)]
    options = ["--input-file-type", "jsonschema", "--output-model-type", "pydantic_v2.BaseModel"]
    subprocess.run([*program, *options, "--target-python-version", "3.11"], check=True, capture_output=True)
    spec = importlib.util.spec_from_file_location("made_from_schema", target)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["made_from_schema"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = "在春耕会上的讲话\n周启明\n一、备足种子，4月底前完成。\n二、修好水渠。\n"
    found = speechparse.parse(text)
    read = module.Speech.model_validate_json(json.dumps(found.to_dict()))
    assert [node.span for node in read.outline] == [node.span for node in found.outline]
    assert read.metadata.spans == found.metadata.spans
    assert read.tasks[0].deadline.span == found.tasks[0].deadline.span  # type: ignore[union-attr]
