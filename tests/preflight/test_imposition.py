"""Printer spreads: the right pages side by side."""

import re
from dataclasses import replace
from io import BytesIO

from pikepdf import Array, Pdf, Stream

from tests.preflight.changes import at
from xzpress import preflight
from xzpress.page import Page
from xzpress.preflight.imposition import spreads


def other_page(page: Page) -> Page:
    """Page 2: the headline backwards."""
    head = page.lines[0]
    run = head.line.runs[0]
    turned = replace(run, shapes=run.shapes[::-1])
    line = replace(head, line=replace(head.line, runs=(turned,)))
    return replace(page, number=2, lines=(line,), pictures=())


def imposed(sample, save, *, turned: bool = False) -> bytes:
    """Page 2 on the left, page 1 on the right; `turned`: the wrong way round."""
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        page = pdf.pages[0]
        first = page.Contents.read_bytes()
        codes = re.search(rb"<([0-9A-F]+)> Tj", first)[1]
        back = b"".join(re.findall(rb"....", codes)[::-1])
        second = b"BT /Print gs 0 1 1 0 k /Song 24 Tf 30 160 Td <%s> Tj ET" % back
        left, right = (first, second) if turned else (second, first)
        page.Contents = Stream(pdf, b"q %s Q q 1 0 0 1 300 0 cm %s Q" % (left, right))
        for name in ("MediaBox", "BleedBox", "TrimBox"):
            edges = [float(edge) for edge in at(pdf, "page")[f"/{name}"]]
            at(pdf, "page")[f"/{name}"] = Array([*edges[:2], edges[2] + 300, edges[3]])
        return save(pdf)


def examined(pdf: bytes, sample, count: int = 2):
    page = sample.pages[0]
    pages = (page, other_page(page), *[page] * (count - 2))
    return preflight.check(pdf, replace(sample.press, imposed=True), pages)


def test_twelve_pages():
    assert spreads(12) == ((12, 1), (2, 11), (10, 3), (4, 9), (8, 5), (6, 7))


def test_pages_on_their_sides_are_no_finding(sample, save):
    assert examined(imposed(sample, save), sample) == ()


def test_pages_on_the_wrong_sides_are_found(sample, save):
    found = examined(imposed(sample, save, turned=True), sample)
    assert [(d.code, dict(d.values)["value"], dict(d.values)["wanted"]) for d in found] == [
        ("imposition.order", 1, 2), ("imposition.order", 2, 1),
    ]  # fmt: skip


def test_a_spread_too_few_is_found(sample, save):
    found = examined(imposed(sample, save), sample, count=4)
    assert [d.code for d in found] == ["imposition.order.count"]
