"""Colours and styles held against the printer's sheet: what the press cannot print is refused here.

Preflight measures the same on the finished page; here the line at fault is known before a word is
set. Source: the printer's sheet; GWG2015 (black type), Torstar, USA Today (type in several inks).
"""

from xzpress.design import Colour, PressProfile, Style
from xzpress.diagnostic import Place
from xzpress.read.document import Problems
from xzpress.read.paper import PaperFile, colours

_SLACK = 0.005


def check(
    file: PaperFile, styles: dict[str, Style], press: PressProfile, problems: Problems
) -> None:
    """Report every colour and style of a paper that its printer would refuse."""
    _colours(file, press, problems)
    for entry in file.styles:
        if entry.name in styles:
            record, style = entry.value, styles[entry.name]
            sized = record.at("sizes") if style.sizes else record.at("size")
            _style(style, record.at("colour"), sized, press, problems)
    known = colours(file)
    for mark in file.marks:
        word = mark.value.colour
        if word and word.text in known and _rich(known[word.text], press):
            _too_rich(mark.name, known[word.text], word.place, problems)


def _colours(file: PaperFile, press: PressProfile, problems: Problems) -> None:
    """No flat colour above the ink limit, and one way to mix each special ink from the four."""
    solids: dict[str, tuple[str, tuple[float, ...]]] = {}
    for entry, colour in zip(file.colours, colours(file).values(), strict=True):
        inks = entry.value
        ink = round(sum(colour.inks) * 100, 1)
        if ink > press.ink_limit + _SLACK:
            limit = press.ink_limit
            problems.add("colour-too-heavy", inks.place, colour=entry.name, ink=ink, limit=limit)
        solid = (inks.cyan, inks.magenta, inks.yellow, inks.black)
        other, same = solids.setdefault(inks.spot, (entry.name, solid))
        if inks.spot and same != solid:
            problems.add("spot-differs", inks.place, spot=inks.spot, other=other)


def _style(
    style: Style, coloured: Place, sized: Place, press: PressProfile, problems: Problems
) -> None:
    size = min((style.size, *style.sizes))
    used = _used(style.colour, press)
    said: dict[str, str | float] = {"style": style.name, "size": size}
    least = press.minimum_reversed_size if not used else press.minimum_size
    if size < least - _SLACK:
        code = "type-too-small" if used else "reversed-too-small"
        problems.add(code, sized, **said, limit=least)
    if _rich(style.colour, press):
        _too_rich(style.name, style.colour, coloured, problems)
        return
    least = (0.0, 0.0, press.two_ink_size, press.three_ink_size, press.three_ink_size)[used]
    if size < least - _SLACK:
        said |= {"colour": style.colour.name, "inks": used, "limit": least}
        problems.add("type-inks", coloured, **said)


def _used(colour: Colour, press: PressProfile) -> int:
    """How many plates print a colour."""
    if colour.spot in press.plates:
        return 1 if colour.tint else 0
    return sum(part > 0 for part in colour.inks)


def _rich(colour: Colour, press: PressProfile) -> bool:
    return colour.black * 100 > press.rich_black + _SLACK and _used(colour, press) > 1


def _too_rich(style: str, colour: Colour, place: Place, problems: Problems) -> None:
    inks = "/".join(f"{part * 100:g}" for part in colour.inks)
    problems.add("rich-black-type", place, style=style, colour=colour.name, inks=inks)
