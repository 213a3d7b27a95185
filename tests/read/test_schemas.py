"""The shipped JSON Schemas are those the readers declare, and the demo files keep to them."""

import datetime
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from xzpress.read.schemas import schemas

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "layouts" / "schemas"
FILES = [
    ("issues/2018-11-30/issue.yaml", "issue"),
    ("issues/2018-11-30/lead.md", "story"),
    ("issues/2018-11-30/community.md", "story"),
    ("fonts/fonts.yaml", "fonts"),
    ("layouts/xinzhuang/paper.yaml", "paper"),
    ("layouts/xinzhuang/press.yaml", "press"),
    ("layouts/xinzhuang/printers.yaml", "printers"),
    ("layouts/xinzhuang/front.yaml", "layout"),
]


def plain(value: Any) -> Any:
    """A value as an editor's YAML has it: days are text."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def test_shipped_schemas_are_those_declared() -> None:
    shipped = {path.name: path.read_text(encoding="utf-8") for path in SHIPPED.iterdir()}
    assert shipped == schemas(), "run: python -m xzpress.read.schemas layouts/schemas"


@pytest.mark.parametrize(("file", "kind"), FILES)
def test_demo_files_keep_to_their_schema(file: str, kind: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    front = text.split("---\n")[1] if file.endswith(".md") else text
    schema = json.loads((SHIPPED / f"{kind}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(plain(yaml.safe_load(front)), schema)
    assert f"schemas/{kind}.schema.json" in text  # editors find it by this line


def test_a_mistake_breaks_the_schema() -> None:
    schema = json.loads((SHIPPED / "story.schema.json").read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError, match="captoin"):
        jsonschema.validate(
            {"headline": "题", "photos": [{"file": "a.jpg", "captoin": "说明"}]}, schema
        )
