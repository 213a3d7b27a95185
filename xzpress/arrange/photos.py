"""Photos into their places: cropped to the box round what must be kept, never distorted."""

from xzpress.design import Box, PressProfile, Slot
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.issue import Photo, Story
from xzpress.page import Picture
from xzpress.units import mm, ppi


def pictures(
    story: Story, slot: Slot, press: PressProfile
) -> tuple[list[Picture], list[Diagnostic]]:
    """Give each photo of a story its place in the slot, in order.

    A photo without a place, a place without a photo, and a photo with too few pixels for its
    place are reported.
    """
    placed, trouble = [], []
    for photo, place in zip(story.photos, slot.photos, strict=False):
        picture = Picture(place.box, photo, crop(photo, place.box), slot.name)
        placed.append(picture)
        trouble += _sharp_enough(picture, press)
    for photo in story.photos[len(slot.photos) :]:
        trouble.append(
            diagnostic(
                "photo-without-place",
                photo.place,
                file=photo.file,
                slot=slot.name,
                places=len(slot.photos),
            )
        )
    missing = len(slot.photos) - len(story.photos)
    if missing > 0:
        trouble.append(
            diagnostic(
                "place-without-photo",
                story.place,
                story=story.name,
                slot=slot.name,
                missing=missing,
            )
        )
    return placed, trouble


def crop(photo: Photo, box: Box) -> tuple[float, float, float, float]:
    """What of a photo shows in a box: left, top, right, bottom as fractions of it.

    The largest part of the box's shape, as near as can be to having the focus in its middle.
    """
    width, height = photo.pixels
    wanted = box.width / box.height
    shown_width = min(1.0, wanted * height / width)
    shown_height = min(1.0, width / height / wanted)
    x, y = photo.focus
    left = min(max(0.0, x - shown_width / 2), 1 - shown_width)
    top = min(max(0.0, y - shown_height / 2), 1 - shown_height)
    return (left, top, left + shown_width, top + shown_height)


def resolution(picture: Picture) -> float:
    """Pixels per inch of the part that shows, at its size on the page."""
    left, _, right, _ = picture.crop
    return ppi((right - left) * picture.photo.pixels[0], picture.box.width)


def _sharp_enough(picture: Picture, press: PressProfile) -> list[Diagnostic]:
    found = resolution(picture)
    code = "photo-coarse" if found < press.minimum_ppi else "photo-soft"
    if found >= press.warn_ppi:
        return []
    limit = press.minimum_ppi if found < press.minimum_ppi else press.warn_ppi
    width = mm(picture.box.width)
    return [
        diagnostic(
            code,
            picture.photo.place,
            file=picture.photo.file,
            ppi=round(found),
            limit=round(limit),
            width=round(width),
            fits=round(width * found / limit),
        )
    ]
