"""Type to set with: the project's own faces, opened once."""

from dataclasses import replace
from pathlib import Path

import pytest

from xzpress import compose, read
from xzpress.diagnostic import Place
from xzpress.face import Shaper

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def kit() -> compose.Kit:
    faces, _ = read.faces(ROOT)
    return compose.kit(compose.Cases(Shaper(faces)), {})


@pytest.fixture(scope="session")
def marked(kit: compose.Kit) -> compose.Kit:
    """The same type, with the marks of the project's own paper."""
    faces, _ = read.faces(ROOT)
    design, _ = read.design(ROOT, "xinzhuang", faces, Place("issue.yaml"))
    return replace(kit, marks=dict(design.marks))
