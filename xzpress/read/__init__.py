"""Files → Issue, Design and Faces, with every mistake of the desk reported at once."""

from xzpress.read.design import design
from xzpress.read.fonts import faces
from xzpress.read.issue import issue, root_of
from xzpress.read.normalise import normalise
from xzpress.read.press import press_sheet
from xzpress.read.printers import printers
from xzpress.read.problems import Unreadable

__all__ = [
    "Unreadable",
    "design",
    "faces",
    "issue",
    "normalise",
    "press_sheet",
    "printers",
    "root_of",
]
