"""Colour spaces: their family and what ink a colour in them takes."""

from xzpress.preflight.functions import evaluated
from xzpress.preflight.marks import BLACK, Inks, Paint
from xzpress.preflight.reader import File, Name, Object, number

PRESS_SPACES = frozenset({"DeviceGray", "DeviceCMYK", "Separation", "DeviceN"})
"""What PDF/X-1a lets a colour be in (Pattern and Indexed count by what is under them)."""

INTENTS = frozenset({"AbsoluteColorimetric", "RelativeColorimetric", "Saturation", "Perceptual"})
"""The rendering intents there are."""

START_SPACE = Name("DeviceGray")
START = Paint("DeviceGray", BLACK)
_PROCESS = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_COUNT = {"DeviceGray": 1, "DeviceCMYK": 4, "DeviceRGB": 3, "Separation": 1}
_DEEPEST = 8


def family(file: File, space: Object, depth: int = 0) -> str:
    """What a colour space is at bottom: of an Indexed or Pattern space, what is under it."""
    space = file.see(space)
    if isinstance(space, Name):
        return _SHORT.get(space, str(space))
    parts = file.items(space)
    if not parts or not isinstance(parts[0], Name) or depth > _DEEPEST:
        return "?"
    head = _SHORT.get(parts[0], str(parts[0]))
    if head in ("Indexed", "Pattern") and len(parts) > 1:
        return family(file, parts[1], depth + 1)
    if head in ("Separation", "DeviceN") and len(parts) > 2:
        below = family(file, parts[2], depth + 1)
        return head if below in ("DeviceGray", "DeviceCMYK") else below
    return head


def colorants(file: File, space: Object, depth: int = 0) -> tuple[str, ...]:
    """The names of a Separation's or DeviceN's inks; none for other spaces."""
    parts = file.items(space)
    if len(parts) < 2 or parts[0] not in ("Separation", "DeviceN", "Indexed"):
        return ()
    if parts[0] == "Indexed":
        return colorants(file, parts[1], depth + 1) if depth < _DEEPEST else ()
    names = parts[1] if isinstance(parts[1], list) else [parts[1]]
    return tuple(str(name) for name in map(file.see, names) if isinstance(name, Name))


def first(file: File, space: Object) -> Paint:
    """The colour a space begins with."""
    kind = family(file, space)
    size = len(colorants(file, space)) or _COUNT.get(kind, 0)
    values: list[Object] = [1.0] * size if colorants(file, space) else [0.0] * size
    if kind == "DeviceCMYK":
        values = [0.0, 0.0, 0.0, 1.0]
    return paint(file, space, values)


def paint(file: File, space: Object, operands: list[Object]) -> Paint:
    """A colour set in a space."""
    kind = family(file, space)
    parts = [min(max(part, 0.0), 1.0) for part in map(number, operands) if part is not None]
    names = colorants(file, space)
    label = "/".join(names)
    if file.see(space) == "Pattern" or (operands and isinstance(operands[-1], Name)):
        return Paint(kind, None, label)
    if kind == "DeviceGray" and len(parts) == 1:
        return Paint(kind, Inks(0.0, 0.0, 0.0, 1.0 - parts[0]))
    if kind == "DeviceCMYK" and len(parts) == 4:
        return Paint(kind, Inks(*parts))
    if names == ("All",) and parts:
        return Paint(kind, Inks(*parts[:1] * 4), label)
    if names and len(names) == len(parts) and set(names) <= {*_PROCESS, "None"}:
        inks = [0.0] * 4
        for name, part in zip(names, parts, strict=True):
            if name in _PROCESS:
                inks[_PROCESS[name]] = part
        return Paint(kind, Inks(*inks), label)
    return Paint(kind, None, label)


_STEPS = 16
"""At how many points on its way a shading's colour is looked at."""


def shading_paints(file: File, shading: Object) -> tuple[Paint, ...]:
    """The colours of a shading at some points on its way, the ends included.

    Only axial, radial and function-based shadings say them; of a mesh just the space is known.
    """
    space = file.get(shading, "ColorSpace")
    domain = file.numbers(file.get(shading, "Domain")) or (0.0, 1.0)
    function = file.get(shading, "Function")
    found: list[Paint] = []
    for step in range(_STEPS + 1) if function is not None and len(domain) == 2 else ():
        at = domain[0] + step / _STEPS * (domain[1] - domain[0])
        values = evaluated(file, function, at)
        if values is None:
            break
        found.append(paint(file, space, list(values)))
    background = file.numbers(file.get(shading, "Background"))
    if background:
        found.append(paint(file, space, list(background)))
    return tuple(found) or (Paint(family(file, space), None, "/".join(colorants(file, space))),)
