"""Telephones' photos: HEIC can be read where the optional `pillow-heif` is installed."""

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec


@lru_cache(maxsize=1)
def taught() -> bool:
    """Teach Pillow to open HEIC; False where `pip install xzpress[heic]` was not run.

    Its code is BSD, but its wheels carry libheif (LGPL) and x265 (GPLv2): so it is an extra that
    the desk installs itself, and nothing of it is shipped here.
    """
    if find_spec("pillow_heif") is None:
        return False
    import_module("pillow_heif").register_heif_opener(thumbnails=False)
    return True
