"""What preflight says of a good file, of what is no PDF at all, and how it names the copy."""

from dataclasses import replace
from io import BytesIO

import pytest
from pikepdf import Pdf, Stream

from xzpress import preflight
from xzpress.diagnostic import Severity
from xzpress.preflight.cmap import to_unicode
from xzpress.preflight.marks import Area
from xzpress.preflight.reader import File
from xzpress.preflight.walk import Patience, walk


def test_good_file_is_clean(sample):
    assert preflight.check(sample.pdf, sample.press, sample.pages) == ()


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.3\n", b"\x89PNG", b"%PDF-1.3\n" + bytes(5000)])
def test_junk_is_a_diagnostic(junk, sample):
    found = preflight.check(junk, sample.press, sample.pages)
    assert {d.code for d in found} >= {"file.syntax"}
    assert found[0].severity is Severity.ERROR


def test_finding_names_the_copy_at_fault(sample):
    press = replace(sample.press, minimum_size=10, ink_limit=50)
    found = {d.code: d for d in preflight.check(sample.pdf, press, sample.pages)}
    assert str(found["text.size"].place) == "lead.md:5"
    assert str(found["ink.tac-max"].place) == "lead.md:9:1"
    assert "第1版（距左 7.1 mm、距上 38.8 mm，共 1 处）" in found["ink.tac-max"].message("zh")


def test_like_findings_in_one_place_are_told_once(sample, save):
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        page = pdf.pages[0]
        thin = b"q 0 0 0 1 K 0.1 w 9 99 m 9 9 l 7 99 m 7 9 l S Q"
        page.Contents = Stream(pdf, page.Contents.read_bytes() + thin)
        found = preflight.check(save(pdf), sample.press, sample.pages)
    assert [(d.code, dict(d.values)["count"]) for d in found] == [("line.width", 2)]


def test_content_is_followed_no_further_than_patience_goes():
    file = File(b"", {}, {}, (), encrypted=False)
    marks, troubles = walk(file, b"0 0 9 9 re f " * 100, {}, Patience(operations=50))
    assert sum(isinstance(mark, Area) for mark in marks) == 25
    assert [trouble.kind for trouble in troubles] == ["limit"]


def test_blanks_of_every_kind_in_a_map_are_blanks():
    assert to_unicode(b"beginbfchar <0\x0b1> <83\x0c98> endbfchar") == {1: "莘"}
