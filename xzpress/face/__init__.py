"""Faces: a font's metrics, coverage and shapes. HarfBuzz's only door."""

from xzpress.face.face import Face, Faces, Shape
from xzpress.face.shape import Shaper
from xzpress.face.subset import Subset, subset

__all__ = ["Face", "Faces", "Shape", "Shaper", "Subset", "subset"]
