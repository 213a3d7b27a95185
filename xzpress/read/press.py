"""press.yaml: what the printer asks of the file."""

from xzpress.design import PressProfile
from xzpress.read.document import (
    Choice,
    File,
    Integer,
    Length,
    Number,
    Record,
    Words,
    optional,
    required,
)


class PressFile(Record):
    """印厂的要求 / the printer's sheet."""

    standard = required(Choice("PDF/X-1a:2001"), "印刷标准", "the PDF/X standard")
    profile = required(File(".icc", ".icm"), "输出特性文件", "ICC profile of paper and inks")
    condition = required(Words(), "印刷条件代号", "output condition identifier")
    condition_info = required(Words(), "印刷条件说明", "what the condition is")
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


def press(file: PressFile) -> PressProfile:
    """The printer's sheet in the house's units."""
    return PressProfile(
        "PDF/X-1a:2001",
        file.profile.path,
        file.condition.text,
        file.condition_info.text,
        file.ink_limit,
        file.photo_ink_limit,
        file.bleed.pt(),
        file.target_ppi,
        file.warn_ppi,
        file.minimum_ppi,
        file.jpeg_quality,
        file.sharpen_radius,
        file.sharpen_percent,
        file.sharpen_threshold,
        file.minimum_size.pt(),
        file.minimum_reversed_size.pt(),
        file.minimum_rule.pt(),
        file.line_art_ppi,
    )
