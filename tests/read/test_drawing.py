"""Drawings by example: what an SVG says becomes flat paths, or is refused where it stands."""

import re
from pathlib import Path

import pytest

from xzpress.design import Art, Colour, Rgb
from xzpress.diagnostic import Diagnostic, Place
from xzpress.read.document import Problems
from xzpress.read.drawing import drawing

RED = Colour("red", 0, 1, 0.9, 0)
NAMED = Place("layouts/xinzhuang/front.yaml", 30, 11)


def read(
    folder: Path, body: str, head: str = 'viewBox="0 0 100 50"'
) -> tuple[Art | None, list[Diagnostic]]:
    path = folder / "logo.svg"
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    path.write_text(f"<svg {spaces} {head}>\n{body}\n</svg>\n", encoding="utf-8")
    problems = Problems()
    return drawing(path, NAMED, {"red": RED}, problems), list(problems.diagnostics)


def only(folder: Path, body: str, **more: str):
    art, told = read(folder, body, **more)
    assert art, [each.message("en") for each in told]
    (figure,) = art.figures
    return figure


def said(path) -> str:
    """A path in short: `m 0,50 l 10,50 h`."""
    steps = (
        " ".join([step[0], *(f"{x:g},{y:g}" for x, y in zip(step[1::2], step[2::2], strict=True))])
        for step in path
    )
    return " ".join(steps)


PATHS = [
    ('<path d="M0 0h10v5z"/>', "m 0,50 l 10,50 l 10,45 h"),
    ('<path d="m1 1 2 0 0 2z"/>', "m 1,49 l 3,49 l 3,47 h"),
    ('<rect x="10" y="10" width="20" height="5"/>', "m 10,40 l 30,40 l 30,35 l 10,35 h"),
    ('<polygon points="0,0 10,0 10,10"/>', "m 0,50 l 10,50 l 10,40 h"),
    ('<path d="M0 0Q10 0 10 10z"/>', "m 0,50 c 6.66667,50 10,46.6667 10,40 h"),
    (
        '<g transform="translate(5 5) scale(2)"><path d="M0 0h10v5z"/></g>',
        "m 5,45 l 25,45 l 25,35 h",
    ),
    ('<path transform="rotate(90 10 10)" d="M10 10h5v5z"/>', "m 10,40 l 10,35 l 5,35 h"),
    ('<path transform="matrix(1 0 0 1 1 2)" d="M0 0h10v5z"/>', "m 1,48 l 11,48 l 11,43 h"),
    (
        '<defs><path id="a" d="M0 0h1v1z"/></defs><use xlink:href="#a" x="3" y="4"/>',
        "m 3,46 l 4,46 l 4,45 h",
    ),
]


@pytest.mark.parametrize(("body", "path"), PATHS)
def test_shapes_become_paths_from_the_foot_upward(body: str, path: str, tmp_path: Path) -> None:
    assert said(only(tmp_path, body).path) == path


def test_a_circle_is_round(tmp_path: Path) -> None:
    figure = only(tmp_path, '<circle cx="50" cy="25" r="20"/>')
    points = [(x, y) for step in figure.path for x, y in zip(step[-2::2], step[-1::2], strict=True)
              if step[0] == "c"]  # fmt: skip
    assert len(points) >= 4
    for x, y in points:
        assert (x - 50) ** 2 + (y - 25) ** 2 == pytest.approx(400, rel=1e-3)


COLOURS = [
    ('fill="red"', RED),  # the design's own, not the screen's
    ('fill="#f00"', Rgb(1, 0, 0)),
    ('style="fill:#00ff00"', Rgb(0, 1, 0)),
    ('fill="rgb(0, 0, 255)"', Rgb(0, 0, 1)),
    ('class="k"', Rgb(0, 0, 1)),
    ('fill="currentColor" color="#fff"', Rgb(1, 1, 1)),
    ("", Rgb(0, 0, 0)),
]


@pytest.mark.parametrize(("how", "colour"), COLOURS)
def test_colours(how: str, colour: Colour | Rgb, tmp_path: Path) -> None:
    body = f'<style>.k, .l {{ fill: blue }}</style><path {how} d="M0 0h10v5z"/>'
    assert only(tmp_path, body).fill == colour


def test_strokes_grow_with_the_drawing(tmp_path: Path) -> None:
    body = (
        '<g stroke="red" stroke-width="2" stroke-dasharray="3,1" transform="scale(2)">'
        '<path d="M0 0L10 10" stroke-linecap="round" stroke-linejoin="bevel"/></g>'
    )
    figure = only(tmp_path, body)
    assert (figure.stroke, figure.width, figure.dash) == (RED, 4, (6, 2))
    assert (figure.cap, figure.join) == (1, 2)
    assert figure.fill is None  # a line has no inside


def test_clips_are_paths_too(tmp_path: Path) -> None:
    body = (
        '<clipPath id="c"><rect width="5" height="5"/></clipPath>'
        '<g clip-path="url(#c)"><path d="M0 0h10v10z"/></g>'
    )
    (clip,) = only(tmp_path, body).clips
    assert said(clip) == "m 0,50 l 5,50 l 5,45 l 0,45 h"


@pytest.mark.parametrize("how", ['display="none"', 'visibility="hidden"', 'fill="none"'])
def test_what_is_hidden_is_not_drawn(how: str, tmp_path: Path) -> None:
    art, told = read(tmp_path, f'<path {how} d="M0 0h10v5z"/>')
    assert art is None
    assert [each.code for each in told] == ["empty-drawing"]


REFUSED = [
    ("<text>莘庄</text>", "<text>"),
    ('<image href="a.png"/>', "<image>"),
    ("<foreignObject/>", "<foreignObject>"),
    ('<path fill="url(#g)" d="M0 0h9v9z"/>', "fill: url(#g)"),
    ('<path fill="#ff000080" d="M0 0h9v9z"/>', "fill: #ff000080"),
    ('<path fill="blurple" d="M0 0h9v9z"/>', "fill: blurple"),
    ('<g opacity=".5"><path d="M0 0h9v9z"/></g>', "opacity: .5"),
    ('<path style="fill-opacity:.5" d="M0 0h9v9z"/>', "fill-opacity: .5"),
    ('<g filter="url(#f)"/>', "filter: url(#f)"),
    ('<g mask="url(#m)"/>', "mask: url(#m)"),
    ('<path style="mix-blend-mode:multiply" d="M0 0h9v9z"/>', "mix-blend-mode: multiply"),
    ('<path transform="scale(1 3)" stroke="red" d="M0 0h9v9z"/>', "transform × stroke"),
    ('<path transform="turn(3)" d="M0 0h9v9z"/>', "transform: turn(3)"),
    ('<path d="M0 0 L x 5"/>', "<path> d/x/y/r"),
    ('<rect width="50%" height="5"/>', "<rect> d/x/y/r"),
    ('<use href="#lost"/>', "<use> #lost"),
    ('<g id="a"><use href="#a"/></g>', "<use> #a"),
    ('<path clip-path="url(#lost)" d="M0 0h9v9z"/>', "clip-path: url(#lost)"),
]


@pytest.mark.parametrize(("body", "what"), REFUSED)
def test_what_cannot_be_flat_is_refused_at_its_line(body: str, what: str, tmp_path: Path) -> None:
    art, told = read(tmp_path, f'<path d="M0 0h10v5z"/>\n{body}')
    assert art is None
    (found,) = told
    assert (found.code, dict(found.values)["what"]) == ("drawing-refused", what)
    assert found.place == Place("layouts/xinzhuang/logo.svg", 3)


BAD = [
    ("<g>", "mismatched"),
    ('</svg><svg xmlns="http://www.w3.org/2000/svg">', "junk"),
    ("<style>g > path {fill: red}</style>", "g > path"),
    ("<style>@media print {</style>", "@media"),
]


@pytest.mark.parametrize(("body", "reason"), BAD)
def test_broken_files(body: str, reason: str, tmp_path: Path) -> None:
    art, (told,) = read(tmp_path, body)
    assert art is None
    assert told.code == "bad-drawing"
    assert reason in str(dict(told.values)["reason"])


def test_traps(tmp_path: Path) -> None:
    path = tmp_path / "trap.svg"
    laughs = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><svg>&b;</svg>'
    nested = "<svg xmlns='http://www.w3.org/2000/svg'>" + "<g>" * 5000
    uses = "".join(
        f'<g id="g{n}"><use href="#g{n + 1}"/><use href="#g{n + 1}"/></g>' for n in range(40)
    )
    bomb = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{uses}</svg>"
    for text in (laughs, nested, bomb):
        path.write_text(text, encoding="utf-8")
        problems = Problems()
        assert drawing(path, NAMED, {}, problems) is None
        assert problems.serious


def test_size_without_view_box(tmp_path: Path) -> None:
    art, _ = read(tmp_path, '<path d="M0 0h10v5z"/>', head='width="10mm" height="5mm"')
    assert art
    assert art.size == pytest.approx((37.795, 18.898), abs=0.01)
    art, told = read(tmp_path, '<path d="M0 0h10v5z"/>', head="")
    assert art is None
    assert re.search("viewBox", told[0].message("zh"))
