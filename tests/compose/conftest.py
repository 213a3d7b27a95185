"""Type to set with: the project's own faces, opened once."""

from pathlib import Path

import pytest

from xzpress import compose, read
from xzpress.face import Shaper


@pytest.fixture(scope="session")
def kit() -> compose.Kit:
    faces, _ = read.faces(Path(__file__).parents[2])
    return compose.kit(compose.Cases(Shaper(faces)), {})
