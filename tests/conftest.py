"""A paper of its own for the tests that build: the demo's layouts, fonts and issue, elsewhere."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
DEMO = "2018-11-30"


# The suite tries the same examples every time, however slow the machine; storms are commands of
# their own, with a seed.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the golden pages anew")


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a paper, with a blank and Chinese in its path. Shared: let it be."""
    root = tmp_path_factory.mktemp("报社") / "莘庄 社区报"
    for part in ("layouts", "fonts", f"issues/{DEMO}"):
        shutil.copytree(ROOT / part, root / part)
    return root


@pytest.fixture
def issue(paper: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of the demo issue, for this test alone to spoil."""
    name = re.sub(r"\W", "-", request.node.name)
    folder = paper / "issues" / f"{name} 期"
    shutil.rmtree(folder, ignore_errors=True)
    return shutil.copytree(paper / "issues" / DEMO, folder)
