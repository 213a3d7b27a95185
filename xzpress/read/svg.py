"""SVG as a tree of elements that know their line and their style, cascade done.

Only what a newspaper's drawings need is known; whatever else stands in the file is reported by
`drawing.py`, never passed over. Limits: 5 MB, 20,000 elements, 64 levels; entities are refused.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

SPACE = "http://www.w3.org/2000/svg"
_LARGEST = 5_000_000
_MOST = 20_000
_DEEPEST = 64
_HREF = ("http://www.w3.org/1999/xlink href", "href")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"(?:[A-Za-z][\w-]*|\*)?(?:[.#][\w-]+)?")


class BadSvgError(Exception):
    """A file that is no SVG of ours: `line`, from 1, and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


@dataclass(slots=True)
class Element:
    """One element. `name`: without its name space, "" where that is not SVG's."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    @property
    def href(self) -> str:
        return next((self.attributes[key] for key in _HREF if key in self.attributes), "")

    @property
    def inline(self) -> dict[str, str]:
        """What its `style` attribute says."""
        return declarations(self.attributes.get("style", ""))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a style sheet: a selector of one step, and what it says."""

    name: str
    sign: str
    value: str
    said: dict[str, str]

    def fits(self, element: Element) -> bool:
        if self.name not in ("", "*", element.name):
            return False
        if self.sign == ".":
            return self.value in element.attributes.get("class", "").split()
        return self.sign != "#" or element.attributes.get("id") == self.value


def tree(path: Path) -> Element:
    """The file's root element. Raises BadSvgError where it is no sound SVG, or a trap."""
    data = path.read_bytes()
    if len(data) > _LARGEST:
        raise BadSvgError(0, f"> {_LARGEST // 1_000_000} MB")
    parser = expat.ParserCreate(namespace_separator=" ")
    root = Element("", {}, 0)
    open_ = [root]
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        line = parser.CurrentLineNumber
        if count > _MOST or len(open_) > _DEEPEST:
            raise BadSvgError(line, f"> {_MOST} × {_DEEPEST}")
        space, _, local = name.rpartition(" ")
        element = Element(local if space == SPACE else "", attributes, line)
        open_[-1].children.append(element)
        open_.append(element)

    def entity(*_: object) -> None:
        raise BadSvgError(parser.CurrentLineNumber, "ENTITY")

    def text(data: str) -> None:
        open_[-1].text += data

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_.pop()
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as trouble:
        raise BadSvgError(getattr(trouble, "lineno", 0), str(trouble)) from trouble
    if root.children[0].name != "svg":
        raise BadSvgError(root.children[0].line, "no <svg>")
    return root.children[0]


def declarations(text: str) -> dict[str, str]:
    """`fill: red; stroke: none` as pairs.

    >>> declarations("fill: red; stroke:none")
    {'fill': 'red', 'stroke': 'none'}
    """
    pairs = (each.partition(":") for each in _COMMENT.sub("", text).split(";"))
    said = {key.strip().lower(): value.strip() for key, _, value in pairs if value.strip()}
    return {key: value.removesuffix("!important").strip() for key, value in said.items()}


def rules(root: Element) -> list[Rule]:
    """The rules of a file's style sheets, weak ones first.

    Raises BadSvgError at a sheet with a selector that is not a name, a class or an id.
    """
    found: list[Rule] = []
    for element in walk(root):
        if element.name != "style":
            continue
        text = _COMMENT.sub("", element.text)
        if _RULE.sub("", text).strip():
            raise BadSvgError(element.line, f"<style>: {_RULE.sub('', text).strip()[:40]}")
        for selectors, body in _RULE.findall(text):
            for selector in (each.strip() for each in selectors.split(",")):
                if not selector or not _SELECTOR.fullmatch(selector):
                    raise BadSvgError(element.line, f"<style>: {selector[:40]}")
                parts = re.split(r"([.#])", selector)
                sign, value = (parts[1], parts[2]) if len(parts) > 1 else ("", "")
                found.append(Rule(parts[0], sign, value, declarations(body)))
    return sorted(found, key=lambda rule: ("", ".", "#").index(rule.sign))


def walk(element: Element) -> list[Element]:
    """An element and everything in it, in order."""
    return [element, *(below for child in element.children for below in walk(child))]
