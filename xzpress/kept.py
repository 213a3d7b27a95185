"""The costly results of stages, made once and kept by the content they are made from."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xzpress import __version__
from xzpress.design import PressProfile
from xzpress.diagnostic import Diagnostic, Place
from xzpress.keeper import Keeper, key
from xzpress.page import Page, Picture

if TYPE_CHECKING:
    from xzpress.render import Encoded

_THREADS = 2
"""Photos at work side by side: Pillow lets go of the interpreter, and each takes some 50 MB."""

Told = tuple[Diagnostic, ...]


def photos(
    pages: Sequence[Page], press: PressProfile, keeper: Keeper
) -> tuple["dict[Picture, Encoded]", Told]:
    """Every photo of the pages as the press gets it; those that cannot be used are left out."""
    pictures = tuple(dict.fromkeys(picture for page in pages for picture in page.pictures))
    program = _program("render")
    with ThreadPoolExecutor(_THREADS) as pool:
        made = list(pool.map(lambda each: _photo(each, press, program, keeper), pictures))
    images = {
        picture: encoded
        for picture, (encoded, _) in zip(pictures, made, strict=True)
        if encoded is not None
    }
    return images, tuple(each for _, told in made for each in told)


def _photo(
    picture: Picture, press: PressProfile, program: str, keeper: Keeper
) -> tuple["Encoded | None", Told]:
    from xzpress.render.photo import Encoded, photo

    try:
        content = keeper.digest(picture.photo.path)
        # The profile counts by its content, not by where it lies.
        settings = replace(press, profile=Path()), keeper.digest(press.profile)
    except OSError:
        return photo(picture, press)
    name = key("photo", content, picture.photo.file, picture.crop, picture.box, settings, program)
    known = keeper.kept(name)
    if known is not None:
        head, _, data = known.partition(b"\n")
        said = json.loads(head)
        again = Encoded(data, tuple(said["pixels"]), said["inks"], said["heaviest"], said["bits"])
        return again, tuple(_put_in(each, picture.photo.place) for each in said["told"])
    encoded, told = photo(picture, press)
    # A copy that moves down its file has another place but needs no new photo.
    if encoded is not None and all(each.place == picture.photo.place for each in told):
        said = {
            "pixels": encoded.pixels,
            "inks": encoded.inks,
            "heaviest": encoded.heaviest,
            "bits": encoded.bits,
            "told": [_taken_out(each) for each in told],
        }
        keeper.keep(name, json.dumps(said).encode("ascii") + b"\n" + encoded.data)
    return encoded, told


def findings(pdf: bytes, press: PressProfile, pages: tuple[Page, ...], keeper: Keeper) -> Told:
    """What preflight finds in a press PDF that was made from these pages."""
    name = key("findings", pdf, press, pages, _program("preflight"))
    known = keeper.kept(name)
    if known is not None:
        return tuple(_put_in(each, _place(each)) for each in json.loads(known))
    from xzpress import preflight

    told = preflight.check(pdf, press, pages)
    keeper.keep(name, json.dumps([_taken_out(each) for each in told]).encode("ascii"))
    return told


def proof_picture(pdf: bytes, ppi: int, page: int, keeper: Keeper) -> bytes:
    """One page of a proof as PNG. page: from 0."""
    name = key("proof picture", pdf, ppi, page, _program("render"))
    known = keeper.kept(name)
    if known is None:
        from xzpress import render

        known = render.proof_picture(pdf, ppi, page)
        keeper.keep(name, known)
    return known


def _program(stage: str) -> str:
    """What makes the result: this version, the stage's own code, and the libraries behind it."""
    folder = Path(__file__).with_name(stage)
    files = [*sorted(folder.glob("*.py")), *_libraries()]
    stats = [(file.name, file.stat()) for file in files]
    return key(__version__, [(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats])


def _libraries() -> list[Path]:
    """The files by which Pillow and pdfium tell their versions.

    They are not imported for it: what is kept needs neither.
    """
    files = {"PIL": "_version.py", "pypdfium2_raw": "version.json"}
    specs = ((find_spec(package), file) for package, file in files.items())
    return [Path(spec.origin).with_name(file) for spec, file in specs if spec and spec.origin]


def _taken_out(diagnostic: Diagnostic) -> dict[str, Any]:
    place = diagnostic.place
    where = (place.file, place.line, place.column) if place else None
    return {"code": diagnostic.code, "place": where, "values": diagnostic.values}


def _place(said: dict[str, Any]) -> Place | None:
    return Place(*said["place"]) if said["place"] else None


def _put_in(said: dict[str, Any], place: Place | None) -> Diagnostic:
    return Diagnostic(said["code"], place, tuple((name, value) for name, value in said["values"]))
