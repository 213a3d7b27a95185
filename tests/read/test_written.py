"""Each character of a YAML value knows where it stands, however the value is written."""

from typing import Literal

import yaml
from hypothesis import given
from hypothesis import strategies as st

from xzpress.read.problems import Problems
from xzpress.read.source import Source
from xzpress.read.tree import Mapping, Scalar, parse
from xzpress.read.written import Written, written


def value(text: str) -> Written:
    tree = parse(Source("a.yaml", tuple(text.split("\n"))), Problems())
    assert isinstance(tree, Mapping)
    scalar = tree.pairs[0][1]
    assert isinstance(scalar, Scalar)
    return written(scalar)


def shown(text: str) -> list[str]:
    made = value(text)
    return [f"{c!r} {line}:{column}" for c, (line, column) in zip(made.text, made.at, strict=True)]


def test_escapes_stand_at_their_backslash() -> None:
    assert shown(r'a: "x\"\u83d8庄"') == ["'x' 1:5", "'\"' 1:6", "'菘' 1:8", "'庄' 1:14"]


def test_doubled_quotes_are_one_character() -> None:
    assert shown("a: 'x''庄'") == ["'x' 1:5", '"\'" 1:6', "'庄' 1:8"]


def test_block_text_starts_on_the_next_line() -> None:
    assert shown("a: |  # 两行\n  莘\n  庄") == ["'莘' 2:3", "'\\n' 2:4", "'庄' 3:3"]


def test_folded_text() -> None:
    assert shown("a: 莘\n  庄") == ["'莘' 1:4", "' ' 1:5", "'庄' 2:3"]


def test_an_escaped_turn_takes_its_indent_with_it() -> None:
    assert shown('a: "x\\n\\\n  \\ 庄"') == ["'x' 1:5", "'\\n' 1:6", "' ' 2:3", "'庄' 2:5"]


@given(
    st.text(alphabet="莘庄ab '\"#:,[]{}\n", min_size=1, max_size=40),
    st.sampled_from(["'", '"', "|", ">", None]),
)
def test_every_character_is_found_where_it_is_said_to_stand(
    text: str, style: Literal["'", '"', "|", ">"] | None
) -> None:
    document = yaml.safe_dump({"a": text}, default_style=style, allow_unicode=True, width=30)
    made = value(document)
    assert made.text == text
    lines = document.split("\n")
    for character, (line, column) in zip(made.text, made.at, strict=True):
        stands = lines[line - 1][column - 1 : column]
        assert stands in (character, "\\") or character in " \n"
