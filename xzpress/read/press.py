"""press.yaml: what the printer asks of the file."""

from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from xzpress.design import AskedMark, PressProfile, Standard
from xzpress.diagnostic import Diagnostic
from xzpress.read.document import (
    Choice,
    File,
    Flag,
    Integer,
    Items,
    Length,
    Measure,
    Number,
    Problems,
    Record,
    Words,
    open_source,
    optional,
    read,
    required,
)

STANDARDS: tuple[Standard, ...] = get_args(Standard)
NEWSPRINT = Path(__file__).with_name("newsprint.yaml")
"""A sheet as most newspaper printers would write it, for files whose printer is not known."""


class SheetFile(Record):
    """检查用的印厂要求 / a printer's sheet to check by: what only making needs may be left out."""

    standard = required(Choice(*STANDARDS), "印刷标准", "the PDF/X standard")
    profile = optional(File(".icc", ".icm"), "输出特性文件", "ICC profile of paper and inks")
    condition = optional(Words(), "印刷条件代号", "output condition identifier")
    condition_info = optional(Words(), "印刷条件说明", "what the condition is")
    ink_limit = required(Number(100, 400), "总墨量上限（%）", "heaviest C+M+Y+K, per cent")
    photo_ink_limit = required(Number(100, 400), "照片总墨量（%）", "what photos are held to")
    bleed = required(Length("mm", "pt"), "出血", "ink over the trim")
    target_ppi = required(Number(72, 600), "照片目标分辨率", "resolution photos are brought to")
    warn_ppi = required(Number(50, 600), "低于它就提醒", "a photo under this is warned of")
    minimum_ppi = required(Number(50, 600), "低于它不能印", "a photo under this is refused")
    jpeg_quality = required(Integer(70, 98), "JPEG 质量", "JPEG quality")
    sharpen_radius = required(Number(0, 5), "锐化半径（像素）", "sharpening radius, pixels")
    sharpen_percent = required(Integer(0, 400), "锐化强度（%）", "sharpening, per cent")
    sharpen_threshold = required(Integer(0, 50), "锐化阈值", "sharpening threshold, levels")
    minimum_size = required(Length("pt"), "最小字号", "smallest type")
    minimum_reversed_size = required(Length("pt"), "反白字最小字号", "smallest reversed type")
    minimum_rule = required(Length("pt"), "最细的线", "thinnest rule")
    line_art_ppi = optional(
        Number(300, 2540),
        "线条稿保持 1 位的最低分辨率",
        "least for one-bit line art",
        default=550.0,
    )
    accepts = optional(
        Items(Choice(*STANDARDS)), "还收哪些标准", "standards taken besides", default=()
    )
    maximum_ppi = optional(
        Number(150, 2540), "高于它没有用", "a photo above this is warned of", default=450.0
    )
    two_ink_size = optional(Length("pt"), "双色字最小字号", "smallest type in two inks")
    three_ink_size = optional(Length("pt"), "三色以上字最小字号", "smallest type in three inks")
    rich_black = optional(
        Number(0, 100),
        "黑超过它的字不许带别的墨（%）",
        "black over this takes no other ink in type, per cent",
        default=85.0,
    )
    one_ink_rule = optional(Length("pt"), "不超过它的线只用一色墨", "rules up to this: one ink")
    minimum_white_rule = optional(Length("pt"), "最细的反白线", "thinnest reversed rule")
    ink_noise = optional(
        Number(0, 50),
        "单个像素可超出总墨量（%）",
        "how far one pixel may exceed the ink limit, per cent",
        default=10.0,
    )
    unprinted_edge = optional(Length("mm", "pt"), "印不到的边", "edge the press cannot print")
    plates = optional(Items(Words()), "另有印版的专色", "spot inks with plates", default=())
    asked_marks = optional(
        Items(Choice("crop", "bars", "fold", "slug")),
        "印厂要的印刷标记（空表：不许有）",
        "marks the printer asks for (an empty list: none allowed)",
    )
    imposed = optional(Flag(), "是否已拼大版", "whether pages are imposed", default=False)
    web_width = optional(Length("mm", "pt"), "拼大版用的纸宽", "width of the web, for spreads")
    cut_off = optional(Length("mm", "pt"), "拼大版用的裁切长", "cut-off of the web, for spreads")
    fold_gap = optional(Length("mm", "pt"), "拼大版时两版之间", "between two pages at the fold")


class PressFile(SheetFile):
    """印厂的要求 / the printer's sheet."""

    profile = required(File(".icc", ".icm"), "输出特性文件", "ICC profile of paper and inks")
    condition = required(Words(), "印刷条件代号", "output condition identifier")
    condition_info = required(Words(), "印刷条件说明", "what the condition is")


def press(file: SheetFile) -> PressProfile:
    """The printer's sheet in the house's units."""
    profile, condition, info = file.profile, file.condition, file.condition_info
    plain = PressProfile(
        standard=cast(Standard, file.standard),
        profile=profile.path if profile else Path(),
        condition=condition.text if condition else "",
        condition_info=info.text if info else "",
        ink_limit=file.ink_limit,
        photo_ink_limit=file.photo_ink_limit,
        bleed=file.bleed.pt(),
        target_ppi=file.target_ppi,
        warn_ppi=file.warn_ppi,
        minimum_ppi=file.minimum_ppi,
        jpeg_quality=file.jpeg_quality,
        sharpen_radius=file.sharpen_radius,
        sharpen_percent=file.sharpen_percent,
        sharpen_threshold=file.sharpen_threshold,
        minimum_size=file.minimum_size.pt(),
        minimum_reversed_size=file.minimum_reversed_size.pt(),
        minimum_rule=file.minimum_rule.pt(),
        line_art_ppi=file.line_art_ppi,
        accepts=tuple(cast(Standard, each) for each in file.accepts),
        maximum_ppi=file.maximum_ppi,
        rich_black=file.rich_black,
        ink_noise=file.ink_noise,
        plates=tuple(ink.text for ink in file.plates),
        asked_marks=cast(tuple[AskedMark, ...] | None, file.asked_marks),
        imposed=file.imposed,
    )
    lengths: dict[str, Measure | None] = {
        "two_ink_size": file.two_ink_size,
        "three_ink_size": file.three_ink_size,
        "one_ink_rule": file.one_ink_rule,
        "minimum_white_rule": file.minimum_white_rule,
        "unprinted_edge": file.unprinted_edge,
        "web_width": file.web_width,
        "cut_off": file.cut_off,
        "fold_gap": file.fold_gap,
    }
    given = {name: each.pt() for name, each in lengths.items() if each is not None}
    return replace(plain, **given)  # type: ignore[arg-type]


def press_sheet(path: Path = NEWSPRINT) -> tuple[PressProfile, tuple[Diagnostic, ...]]:
    """A printer's sheet on its own, to check files by; without a path the newsprint sheet.

    What only making a file needs (profile, condition) may be left out of it.
    Raises Unreadable with everything that is wrong in it.
    """
    problems = Problems()
    source = open_source(path, path.parent, problems)
    file = read(source, SheetFile, path.parent, problems) if source else None
    problems.stop_if_serious()
    assert file is not None
    return press(file), problems.diagnostics
