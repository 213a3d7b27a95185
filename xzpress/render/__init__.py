"""Render: pages into PDF, photos into ink. It draws what it is given and decides nothing.

What writes PDF comes with ReportLab, so it is imported when it is first asked for: a run that only
looks at photos gets by without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from xzpress.render.photo import Encoded, photo

if TYPE_CHECKING:
    from xzpress.render.pdf import Info
    from xzpress.render.press import press_pdf
    from xzpress.render.proof import proof_pdf, proof_picture

__all__ = ["Encoded", "Info", "photo", "press_pdf", "proof_pdf", "proof_picture"]

_LATER = {"Info": "pdf", "press_pdf": "press", "proof_pdf": "proof", "proof_picture": "proof"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"xzpress.render.{_LATER[name]}"), name)
