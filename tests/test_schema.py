"""The shipped JSON Schema: equal to the model, and every output validates."""

from __future__ import annotations

import json

import jsonschema
import pytest

from speeches import speech
from speechparse import schema
from speechparse.schema.descriptions import DESCRIPTIONS

VALIDATOR = jsonschema.Draft202012Validator(schema.generate())


def test_shipped_schema_is_the_one_the_model_gives() -> None:
    assert schema.shipped() == schema.text(), "run: python -m speechparse.schema"
    jsonschema.Draft202012Validator.check_schema(json.loads(schema.shipped()))


def test_every_description_belongs_to_a_key() -> None:
    defined = schema.generate()
    keys = {f"Speech.{key}" for key in defined["properties"]}
    keys |= {f"{name}.{key}" for name, row in defined["$defs"].items() for key in row["properties"]}
    assert keys == set(DESCRIPTIONS)


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
