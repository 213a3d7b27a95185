"""Every message in Chinese and English, keyed by its code, grouped by the stage that says it."""

from typing import Literal, NamedTuple

from xzpress.catalogue_handoff import HANDOFF
from xzpress.catalogue_preflight import PREFLIGHT
from xzpress.catalogue_read import READ


class Message(NamedTuple):
    """The words of one code. Braces are filled with the diagnostic's values."""

    severity: Literal["ERROR", "WARNING", "NOTE"]
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""


_READ = {code: Message(*words) for code, words in READ.items()}

_COMPOSE = {
    "missing-glyph": Message(
        "ERROR",
        "字体里没有“{character}”（{codepoint}），样式 {style}",
        "no face has “{character}” ({codepoint}), style {style}",
        "换一个字，或在 fonts.yaml 的 fallback 里加一款有这个字的字体",
        "change the character, or add a face that has it to fallback in fonts.yaml",
    ),
    "split-word": Message(
        "WARNING",
        "“{word}”比一行还长，只好断开（样式 {style}）",
        "“{word}” is longer than a line and was cut (style {style})",
        "换个短的写法，或放进宽一些的栏",
        "shorten it, or set it in a wider column",
    ),
    "head-overset": Message(
        "ERROR",
        "标题放不下，用最小的字号也不行：{headline}",
        "the head does not fit, even at its smallest size: {headline}",
        "缩短主题、引题或副题，或给标题多几行",
        "shorten headline, kicker or deck, or give the head more rows",
    ),
    "ill-turn-ban": Message(
        "WARNING",
        "标题在“{before}”和“{after}”之间强行转行，违反行首行尾禁则",
        "the head is made to turn between “{before}” and “{after}”, against the bans",
        "换一个地方转行，或不写转行，由程序来选",
        "turn it elsewhere, or leave the turn to the program",
    ),
    "ill-turn-particle": Message(
        "WARNING",
        "标题在“{before}”和“{after}”之间强行转行，下一行以虚词开头",
        "the head is made to turn between “{before}” and “{after}”, putting a particle first",
        "换一个地方转行，或不写转行，由程序来选",
        "turn it elsewhere, or leave the turn to the program",
    ),
    "ill-turn-number": Message(
        "WARNING",
        "标题在“{before}”和“{after}”之间强行转行，数字和它的单位分了家",
        "the head is made to turn between “{before}” and “{after}”, off a number’s unit",
        "换一个地方转行，或不写转行，由程序来选",
        "turn it elsewhere, or leave the turn to the program",
    ),
    "ill-turn-name": Message(
        "WARNING",
        "标题在“{before}”和“{after}”之间强行转行，拆开了名单里的名字",
        "the head is made to turn between “{before}” and “{after}”, inside a name on the list",
        "换一个地方转行，或不写转行，由程序来选",
        "turn it elsewhere, or leave the turn to the program",
    ),
    "ill-turn-word": Message(
        "WARNING",
        "标题在“{before}”和“{after}”之间强行转行，拆开了一个词",
        "the head is made to turn between “{before}” and “{after}”, inside a word",
        "换一个地方转行，或不写转行，由程序来选",
        "turn it elsewhere, or leave the turn to the program",
    ),
    "caption-overset": Message(
        "ERROR",
        "{file} 的图片说明多出 {lines} 行",
        "the caption of {file} is {lines} line(s) too long",
        "缩短说明，或在版式里给它多留一行",
        "shorten the caption, or give it another line in the layout",
    ),
    "too-wide": Message(
        "ERROR",
        "“{text}”比它的位置宽 {over} pt",
        "“{text}” is {over} pt wider than its place",
        "缩短文字，或把位置放宽",
        "shorten it, or widen its place",
    ),
    "unknown-field": Message(
        "ERROR",
        "版式里用了 {{{field}}}，刊期和报名里都没有",
        "the layout prints {{{field}}}, which neither the issue nor the paper gives",
        "在 issue.yaml 的 fields 里加上它；现有：{known}",
        "add it to fields in issue.yaml; there are: {known}",
    ),
    "missing-code": Message(
        "ERROR",
        "版式里有二维码“{code}”，刊期里没有",
        "the layout has a QR code “{code}” that the issue does not give",
        "在 issue.yaml 的 codes 里加上 {code}",
        "add {code} to codes in issue.yaml",
    ),
    "no-style": Message(
        "ERROR",
        "位置 {slot} 没有给“{part}”定样式",
        "slot {slot} has no style for “{part}”",
        "在版式这个位置的 styles 里加上 {part}: 样式名",
        "add {part}: a style to the slot's styles in the layout",
    ),
    "table-too-wide": Message(
        "ERROR",
        "表格有 {columns} 列，这一栏放不下",
        "the table has {columns} columns, too many for this measure",
        "减少列数，或放到宽一些的位置",
        "use fewer columns, or a wider slot",
    ),
    "unknown-mark": Message(
        "ERROR",
        "这份报纸没有记号“{mark}”",
        "the paper knows no mark “{mark}”",
        "用现有的：{known}，或在 paper.yaml 的 marks 里加上它",
        "use one of {known}, or add it to marks in paper.yaml",
    ),
    "loose-line": Message(
        "WARNING",
        "“{text}…”这一行太松，字距拉开 {gap} 字",
        "the line “{text}…” is loose: its characters stand {gap} em apart",
        "在这一段里增删一两个字",
        "add or cut a character or two in this paragraph",
    ),
}

_ARRANGE = {
    "overset": Message(
        "ERROR",
        "{story} 溢稿 {lines} 行（约 {characters} 字），位置 {slot}",
        "{story} is overset by {lines} line(s) (about {characters} characters), slot {slot}",
        "删 {characters} 字，或换到大一些的位置",
        "cut {characters} characters, or move it to a larger slot",
    ),
    "short": Message(
        "WARNING",
        "{story} 短 {lines} 行（约 {characters} 字），位置 {slot}",
        "{story} is {lines} line(s) short (about {characters} characters), slot {slot}",
        "补 {characters} 字，或把照片放高几行",
        "add {characters} characters, or make the photo a few rows higher",
    ),
    "remainder": Message(
        "NOTE",
        "{story} 各栏齐脚后末栏余 {lines} 行（约 {characters} 字），位置 {slot}",
        "{story} leaves {lines} line(s) (some {characters} characters) in its last leg, {slot}",
    ),
    "lone-line": Message(
        "WARNING",
        "段末一行“{text}”孤零零落在栏顶",
        "“{text}”, the last line of a paragraph, stands alone at the head of a column",
        "在这一段里增删几个字，使它少一行或多一行",
        "add or cut a few characters so that the paragraph is a line shorter or longer",
    ),
    "crosshead-at-foot": Message(
        "WARNING",
        "小标题“{text}”落在栏底，下面没有正文（背题）",
        "the crosshead “{text}” stands at the foot of a column with no text under it",
        "在它前面增删一两行",
        "add or cut a line or two before it",
    ),
    "empty-slot": Message(
        "ERROR",
        "版式 {layout} 的位置 {slot} 没有稿子",
        "slot {slot} of layout {layout} has no story",
        "在 issue.yaml 的 stories 里加上 {slot}: 文件名",
        "add {slot}: its file to stories in issue.yaml",
    ),
    "unknown-ad-place": Message(
        "ERROR",
        "版式 {layout} 没有广告位“{value}”",
        "layout {layout} has no place “{value}” for an ad",
        "可用的广告位：{near}",
        "there are: {near}",
    ),
    "empty-ad-place": Message(
        "ERROR",
        "版式 {layout} 的广告位 {slot} 没有广告",
        "ad place {slot} of layout {layout} has no ad",
        "在 issue.yaml 的 ads 里加上 {slot}: 文件名",
        "add {slot}: its file to ads in issue.yaml",
    ),
    "ad-size": Message(
        "ERROR",
        "广告 {file} 成品 {size} mm，广告位 {slot} 是 {room} mm",
        "ad {file} is {size} mm after trimming, its place {slot} is {room} mm",
        "请广告方按尺寸重做，或换一个广告位；程序不缩放广告",
        "ask for it in the right size, or give it another place; ads are never scaled",
    ),
    "photo-without-place": Message(
        "ERROR",
        "{file} 没有地方放：位置 {slot} 只有 {places} 个照片位",
        "{file} has no place: slot {slot} holds {places} photo(s)",
        "拿掉这张照片，或换一个位置",
        "leave the photo out, or use another slot",
    ),
    "place-without-photo": Message(
        "ERROR",
        "{story} 少 {missing} 张照片，位置 {slot} 会留下空洞",
        "{story} lacks {missing} photo(s), slot {slot} would have a hole",
        "补上照片，或换一个照片少的位置",
        "add the photos, or use a slot with fewer",
    ),
    "photo-soft": Message(
        "WARNING",
        "{file} 只有 {ppi} ppi（宽 {width} mm），低于 {limit}",
        "{file} has only {ppi} ppi at {width} mm wide, under {limit}",
        "换一张大的，或把它放到 {fits} mm 以内",
        "use a larger file, or place it no wider than {fits} mm",
    ),
    "photo-coarse": Message(
        "ERROR",
        "{file} 只有 {ppi} ppi（宽 {width} mm），低于印厂的下限 {limit}",
        "{file} has only {ppi} ppi at {width} mm wide, under the printer's {limit}",
        "换一张大的，或把它放到 {fits} mm 以内",
        "use a larger file, or place it no wider than {fits} mm",
    ),
}

_RENDER = {
    "bad-photo": Message(
        "ERROR",
        "照片 {file} 打不开或已损坏{reason}",
        "photo {file} cannot be read or is damaged{reason}",
        "重新传一份，或另存为 JPEG（RGB）",
        "ask for the file again, or save it as JPEG (RGB)",
    ),
    "photo-profile": Message(
        "WARNING",
        "照片 {file} 自带的色彩配置文件不能用（{reason}），已按没有处理",
        "photo {file} carries a colour profile that cannot be used ({reason}); it was left aside",
        "看校样上的颜色；偏色就在修图软件里转成 sRGB 再存",
        "look at its colours on the proof; if they are off, convert it to sRGB and save again",
    ),
    "photo-cmyk": Message(
        "WARNING",
        "照片 {file} 是 CMYK，却没带色彩配置文件，已直接当作印厂的油墨",
        "photo {file} is CMYK without a colour profile; its inks were taken for the press's own",
        "看校样上的颜色；最好换成相机原片（RGB）",
        "look at its colours on the proof; the camera's own file (RGB) is better",
    ),
    "bad-ad": Message(
        "ERROR",
        "广告 {file} 放不进版面：{reason}",
        "ad {file} cannot be placed: {reason}",
        "请广告方另存为 PDF/X-1a 再发",
        "ask the advertiser for a PDF/X-1a file",
    ),
    "photo-ink": Message(
        "ERROR",
        "照片 {file} 总墨量 {ink}%，压不到印厂的上限 {limit}%",
        "photo {file} needs {ink} % ink and cannot be brought under the printer's {limit} %",
        "检查 press.yaml 的 ink_limit 与 photo_ink_limit，或换一张照片",
        "check ink_limit and photo_ink_limit in press.yaml, or take another photo",
    ),
}

_PREFLIGHT = {code: Message(*words) for code, words in PREFLIGHT.items()}

_HANDOFF = {code: Message(*words) for code, words in HANDOFF.items()}

_COUNTER = {
    "pdf-too-large": Message(
        "ERROR",
        "文件太大，超过 {limit} MB",
        "the file is larger than {limit} MB",
        "请对方重新输出，照片不必超过印厂要的分辨率",
        "have it made again, its photos no finer than the printer asks",
    ),
    "unopened-pdf": Message(
        "ERROR",
        "打不开：{reason}",
        "cannot be opened: {reason}",
        "检查路径和权限",
        "check the path and the rights",
    ),
    "not-in-issue": Message(
        "ERROR",
        "这个文件不在任何一期的文件夹里（往上找不到 issue.yaml）",
        "the file is in no issue's folder (no issue.yaml above it)",
        "写出稿件的路径，如 issues/2018-11-30/lead.md:12",
        "give the path of a story, such as issues/2018-11-30/lead.md:12",
    ),
    "no-paragraph": Message(
        "ERROR",
        "这一行没有正文段落，或这篇稿子没有排进这一期",
        "no paragraph stands on this line, or the story is not in the issue",
        "写正文所在的行号",
        "give a line of the story's text",
    ),
    "cannot-write": Message(
        "ERROR",
        "写不进 {folder}（{reason}），里面还是以前的文件",
        "cannot write to {folder} ({reason}); what lies there is from before",
        "关掉打开着这些文件的程序，看看磁盘是否已满，再做一次",
        "close the programs that have its files open, see whether the disk is full, and run again",
    ),
    "set-aside": Message(
        "WARNING",
        "这次没有 {file}；上次的已改名 {renamed}，是旧稿，不要付印",
        "no {file} this time; the last one is now {renamed}, made from older copy: do not print it",
    ),
    "not-kept": Message(
        "NOTE",
        "做好的照片存不进 {folder}，下次还要重做",
        "converted photos could not be kept in {folder} and will be made again the next time",
    ),
    "bad-font": Message(
        "ERROR",
        "字体 {file} 已损坏，或不是 TrueType（缺 {missing}）",
        "font {file} is damaged, or not TrueType (it lacks {missing})",
        "重新装一份；带来的字体可与 fonts/SHA256SUMS 对照",
        "put in a fresh copy; those that came along can be held against fonts/SHA256SUMS",
    ),
    "bad-profile": Message(
        "ERROR",
        "{file} 不是完整的 CMYK 输出特性文件",
        "{file} is no whole ICC profile of a CMYK output",
        "向印厂再要一份",
        "ask the printer for it again",
    ),
    "unknown-layout": Message(
        "ERROR",
        "没有版式“{value}”",
        "there is no layout “{value}”",
        "可用的版式：{near}",
        "there are: {near}",
    ),
    "unknown-slot": Message(
        "ERROR",
        "版式 {layout} 没有位置“{value}”，{story} 放不上",
        "layout {layout} has no slot “{value}” for {story}",
        "可用的位置：{near}",
        "there are: {near}",
    ),
    "folder-taken": Message(
        "ERROR",
        "{folder} 里已经有东西，没有动它",
        "{folder} already holds something and was left alone",
        "换一个文件夹名",
        "take another name",
    ),
    "cannot-make": Message(
        "ERROR",
        "建不了 {folder}（{reason}）",
        "cannot make {folder} ({reason})",
        "换一个能写的地方",
        "take a place that can be written to",
    ),
}

MESSAGES: dict[str, Message] = {
    **_READ,
    **_COMPOSE,
    **_ARRANGE,
    **_RENDER,
    **_PREFLIGHT,
    **_HANDOFF,
    **_COUNTER,
}
