"""Render: pages into PDF, photos into ink. It draws what it is given and decides nothing.

What writes PDF comes with ReportLab, so it is imported when it is first asked for: a run that only
looks at photos gets by without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from xzpress.render.photo import Encoded, photo

if TYPE_CHECKING:
    from xzpress.render.adopted import ad
    from xzpress.render.forms import Adopted
    from xzpress.render.metadata import Info
    from xzpress.render.outputs import marked_pdf, page_pdfs, spreads_pdf
    from xzpress.render.plates import HeatMap, heat_map, plate_pictures
    from xzpress.render.press import press_pdf
    from xzpress.render.proof import light_proof_pdf, proof_pdf, proof_picture

__all__ = [
    "Adopted", "Encoded", "HeatMap", "Info", "ad", "heat_map", "light_proof_pdf", "marked_pdf",
    "page_pdfs", "photo", "plate_pictures", "press_pdf", "proof_pdf", "proof_picture",
    "spreads_pdf",
]  # fmt: skip

_LATER = {
    "Adopted": "forms",
    "ad": "adopted",
    "HeatMap": "plates",
    "Info": "metadata",
    "heat_map": "plates",
    "light_proof_pdf": "proof",
    "marked_pdf": "outputs",
    "page_pdfs": "outputs",
    "plate_pictures": "plates",
    "press_pdf": "press",
    "proof_pdf": "proof",
    "proof_picture": "proof",
    "spreads_pdf": "outputs",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"xzpress.render.{_LATER[name]}"), name)
