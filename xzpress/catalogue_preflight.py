"""What preflight says, in Chinese and English, keyed by the printer's rule and its aspect.

Each entry: severity, message zh, en, hint zh, en. Every one is given `page`, `x`, `y` (mm from the
trim's upper left corner) and `count` beside its own values.
"""

from typing import Literal

Words = tuple[Literal["ERROR", "WARNING", "NOTE"], str, str, str, str]

_AT = "第{page}版（距左 {x} mm、距上 {y} mm，共 {count} 处）"
_AT_EN = "page {page} ({x} mm from left, {y} mm from top; {count} in all): "
_ON = "第{page}版"
_ON_EN = "page {page}: "
_OURS = "请做这个文件的人重新输出；若是本程序做的，请连同这一期一起报告"
_OURS_EN = (
    "have its maker export it again; if this program made it, please report it with this issue"
)
_PHOTO = "换一张照片，或重新转换颜色"
_PHOTO_EN = "use another photo, or convert its colours again"
_STYLE = "改版式里这个样式的颜色或字号"
_STYLE_EN = "change the colour or size of this style in the layout"

_SAVE = "请做这个文件的人重新输出"
_SAVE_EN = "have whoever made the file export it again"
_LESS = "把这一处的颜色变浅，或重新转换照片颜色"
_LESS_EN = "lighten the colours there, or convert the photo again"
_MARK = "按印厂的要求重新输出"
_MARK_EN = "export it again as the printer asks"

_FILE: dict[str, Words] = {
    "file.version": (
        "ERROR", "PDF 版本 {version} 高于 {limit}", "PDF version {version} is above {limit}",
        _OURS, _OURS_EN,
    ),
    "file.encryption": (
        "ERROR", "PDF 加了密", "the PDF is encrypted", "去掉密码和权限限制再交印",
        "remove password and permissions",
    ),
    "file.id": ("ERROR", "文件尾没有 ID", "the trailer has no ID", _OURS, _OURS_EN),
    "file.syntax": (
        "ERROR", "PDF 结构有错：{detail}", "the PDF is malformed: {detail}", _OURS, _OURS_EN,
    ),
    "file.xref": (
        "ERROR", "交叉引用表不合 PDF 1.3：对象 {object}（{detail}）",
        "cross-reference table is not as in PDF 1.3: object {object} ({detail})", _OURS, _OURS_EN,
    ),
    "file.filters": (
        "ERROR", "对象 {object} 用了不许用的压缩方式 {filter}",
        "object {object} is packed with {filter}, which is not allowed", _OURS, _OURS_EN,
    ),
    "file.filters.broken": (
        "ERROR", "对象 {object} 解不开：{detail}", "object {object} cannot be unpacked: {detail}",
        _OURS, _OURS_EN,
    ),
    "file.filters.inline": (
        "ERROR", _AT + "内嵌图片用了不许用的压缩方式 {filter}",
        _AT_EN + "an inline image is packed with {filter}, which is not allowed",
        _SAVE, _SAVE_EN,
    ),
    "file.filters.image": (
        "ERROR", _AT + "图片 {name} 解不开：{detail}",
        _AT_EN + "image {name} cannot be unpacked: {detail}", _PHOTO, _PHOTO_EN,
    ),
    "file.external": (
        "ERROR", "对象 {object} 带有外部或附加文件（{key}）",
        "object {object} has an external or attached file ({key})", _OURS, _OURS_EN,
    ),
    "file.actions": (
        "ERROR", "对象 {object} 带有动作 {key}", "object {object} has an action: {key}",
        _OURS, _OURS_EN,
    ),
    "file.forms": ("ERROR", "PDF 里有表单", "the PDF has a form", _OURS, _OURS_EN),
    "file.annotations": (
        "ERROR", _AT + "有批注 {kind}", _AT_EN + "annotation {kind}", "删去批注和链接",
        "remove annotations and links",
    ),
    "file.postscript-opi": (
        "ERROR", "对象 {object} 带有 {key}（PostScript、OPI 或替代图）",
        "object {object} has {key} (PostScript, OPI or alternate images)", _OURS, _OURS_EN,
    ),
    "file.layers": (
        "ERROR", "对象 {object} 带有图层", "object {object} has layers", "合并图层",
        "flatten the layers",
    ),
    "file.layers.allowed": (
        "WARNING", "对象 {object} 带有图层，开关一变印出来就不同",
        "object {object} has layers: what prints depends on which are on", "合并图层",
        "flatten the layers",
    ),
    "file.viewer-prefs": (
        "ERROR", "查看设置 {key} 是 {value}，只能是 MediaBox 或 BleedBox",
        "viewer preference {key} is {value}; only MediaBox or BleedBox will do", _OURS, _OURS_EN,
    ),
    "id.pdfx": (
        "ERROR", "{key} 是“{value}”，应为“{wanted}”", "{key} is “{value}”, should be “{wanted}”",
        _OURS, _OURS_EN,
    ),
    "id.info": (
        "ERROR", "文件信息 {key} 缺失或格式不对：{value}",
        "file information {key} is missing or malformed: {value}", _OURS, _OURS_EN,
    ),
    "id.info.order": (
        "ERROR", "修改日期早于创建日期", "the file was modified before it was created",
        _OURS, _OURS_EN,
    ),
    "id.xmp": (
        "ERROR", "XMP 元数据里 {key} 缺失或格式不对：{value}",
        "{key} is missing or malformed in the XMP metadata: {value}", _SAVE, _SAVE_EN,
    ),
    "id.sync": (
        "ERROR", "{key} 前后不一：文件信息是“{value}”，XMP 是“{other}”",
        "{key} is “{value}” in the file information, “{other}” in XMP", _SAVE, _SAVE_EN,
    ),
    "id.sync.loose": (
        "WARNING", "{key} 前后不一：文件信息是“{value}”，XMP 是“{other}”",
        "{key} is “{value}” in the file information, “{other}” in XMP", _SAVE, _SAVE_EN,
    ),
    "id.trapped": (
        "ERROR", "Trapped 是 {value}，应为 True 或 False",
        "Trapped is {value}, should be True or False", _OURS, _OURS_EN,
    ),
    "intent.dictionary": (
        "ERROR", "输出意图的 {key} 不对：{value}", "the output intent's {key} is wrong: {value}",
        "核对 press.yaml 里的 condition", "check condition in press.yaml",
    ),
    "intent.dictionary.condition": (
        "WARNING", "文件是为印刷条件“{value}”做的，印厂的是“{wanted}”",
        "the file is made for the condition “{value}”, the printer’s is “{wanted}”",
        "按印厂的印刷条件重新转换颜色，或核对 press.yaml 里的 condition",
        "convert its colours for the printer’s condition, or check condition in press.yaml",
    ),
    "intent.profile": (
        "ERROR", "输出意图的特性文件不对：{key} {value}",
        "the output intent's profile is unfit: {key} {value}",
        "在 press.yaml 里换一个 CMYK 印刷特性文件（ICC v2）",
        "name a CMYK printer profile (ICC v2) in press.yaml",
    ),
}  # fmt: skip

_PAGE: dict[str, Words] = {
    "box.trim": ("ERROR", _ON + "没有 {box}", _ON_EN + "no {box}", _OURS, _OURS_EN),
    "box.trim.art": (
        "ERROR", _ON + "有 ArtBox", _ON_EN + "there is an ArtBox", _OURS, _OURS_EN,
    ),
    "box.nesting": (
        "ERROR", _ON + "的 {inner} 与 {outer} 套得不对",
        _ON_EN + "{inner} does not fit {outer}", _OURS, _OURS_EN,
    ),
    "box.nesting.shape": (
        "ERROR", _ON + "的 {box} 不成页面（{value}）", _ON_EN + "{box} is no page ({value})",
        _SAVE, _SAVE_EN,
    ),
    "box.bleed": (
        "ERROR", _ON + "出血 {bleed} mm，不到 {limit} mm",
        _ON_EN + "bleed is {bleed} mm, less than {limit} mm", _OURS, _OURS_EN,
    ),
    "box.bleed.missing": (
        "ERROR", _ON + "没有 BleedBox，印厂要出血 {limit} mm",
        _ON_EN + "no BleedBox; the printer asks for {limit} mm of bleed", _SAVE, _SAVE_EN,
    ),
    "box.size": (
        "ERROR", _ON + "成品尺寸 {width}×{height} mm，应为 {wanted_width}×{wanted_height} mm",
        _ON_EN + "trim is {width}×{height} mm, should be {wanted_width}×{wanted_height} mm",
        _OURS, _OURS_EN,
    ),
    "page.rotation": (
        "ERROR", _ON + "的 {key} 是 {value}", _ON_EN + "{key} is {value}", _OURS, _OURS_EN,
    ),
    "page.count": (
        "ERROR", "PDF 有 {pages} 版，应为 {wanted} 版",
        "the PDF has {pages} pages, should have {wanted}", _OURS, _OURS_EN,
    ),
    "page.count.none": ("ERROR", "PDF 里没有页面", "the PDF has no pages", _SAVE, _SAVE_EN),
    "page.separated": (
        "ERROR", _ON + "是分色版", _ON_EN + "the page is already separated", _OURS, _OURS_EN,
    ),
    "content.operators": (
        "ERROR", _ON + "有不认得的指令：{detail}", _ON_EN + "unknown operation: {detail}",
        _OURS, _OURS_EN,
    ),
    "content.operators.balance": (
        "ERROR", _ON + "的 q 与 Q 不成对", _ON_EN + "q and Q do not pair: {detail}",
        _OURS, _OURS_EN,
    ),
    "content.operators.resource": (
        "ERROR", _ON + "用到的资源不存在：{detail}", _ON_EN + "no such resource: {detail}",
        _OURS, _OURS_EN,
    ),
    "content.operators.limit": (
        "ERROR", _ON + "的内容没完没了（{detail}），没有查完",
        _ON_EN + "content without end ({detail}), not checked to its end", _OURS, _OURS_EN,
    ),
}  # fmt: skip

_COLOUR: dict[str, Words] = {
    "colour.spaces": (
        "ERROR", _AT + "用了 {space}，印厂只收 CMYK 和灰度",
        _AT_EN + "colour in {space}; the printer takes CMYK and grey only",
        "转换为 CMYK", "convert it to CMYK",
    ),
    "colour.spaces.stored": (
        "ERROR", "对象 {object} 存有 {space} 颜色", "object {object} holds colour in {space}",
        _OURS, _OURS_EN,
    ),
    "colour.spaces.set": (
        "ERROR", _ON + "的指令设了 {space} 颜色（没有用它画东西）",
        _ON_EN + "colour is set in {space} (nothing is painted with it)",
        "转换为 CMYK", "convert it to CMYK",
    ),
    "colour.spots": (
        "ERROR", _AT + "用了专色 {ink}", _AT_EN + "spot colour {ink}", "改成四色", "use CMYK",
    ),
    "colour.spots.stored": (
        "ERROR", "对象 {object} 存有专色 {ink}", "object {object} holds spot colour {ink}",
        _OURS, _OURS_EN,
    ),
    "colour.registration": (
        "ERROR", _AT + "在版面内用了套准色", _AT_EN + "registration colour inside the page",
        "改成单黑", "use plain black",
    ),
    "colour.flat-ink": (
        "ERROR", _AT + "平涂色总墨量 {ink}%，上限 {limit}%",
        _AT_EN + "flat colour of {ink} % ink, limit {limit} %",
        "在版式的颜色表里减墨", "use less ink in the layout's colours",
    ),
    "colour.transparency": (
        "ERROR", "对象 {object} 带有透明效果：{key} {value}",
        "object {object} is transparent: {key} {value}", "拼合透明", "flatten transparency",
    ),
    "colour.blend-space": (
        "ERROR", "对象 {object} 的透明在 {space} 里混合，应为 DeviceCMYK",
        "object {object} blends in {space}, should be DeviceCMYK",
        "把透明混合空间设为 CMYK", "set the transparency blend space to CMYK",
    ),
    "colour.blend-space.page": (
        "WARNING", _ON + "有透明（{key}），却没有说在什么颜色里混合",
        _ON_EN + "transparency ({key}) without a blend space",
        "把透明混合空间设为 CMYK", "set the transparency blend space to CMYK",
    ),
    "state.transfer": (
        "ERROR", "对象 {object} 带有传递函数或网点设置 {key}",
        "object {object} sets a transfer function or halftone: {key}", _OURS, _OURS_EN,
    ),
    "state.intent": (
        "ERROR", _ON + "的渲染意图不认得：{detail}", _ON_EN + "unknown rendering intent: {detail}",
        _OURS, _OURS_EN,
    ),
    "state.intent.stored": (
        "ERROR", "对象 {object} 的渲染意图不认得：{detail}",
        "object {object}: unknown rendering intent: {detail}", _OURS, _OURS_EN,
    ),
    "overprint.black-text": (
        "ERROR", _AT + "黑字没有叠印（{space}）",
        _AT_EN + "black type does not overprint ({space})",
        _OURS, _OURS_EN,
    ),
    "overprint.white": (
        "ERROR", _AT + "白色设了叠印，印出来会消失",
        _AT_EN + "white is set to overprint and will vanish", _OURS, _OURS_EN,
    ),
    "overprint.gray": (
        "ERROR", _AT + "灰度颜色设了叠印，有的机器会挖空",
        _AT_EN + "DeviceGray is set to overprint; some machines knock it out", _OURS, _OURS_EN,
    ),
}  # fmt: skip

_TYPE: dict[str, Words] = {
    "text.rich-black": (
        "ERROR", _AT + "黑字用了多色墨 {inks}", _AT_EN + "black type in several inks {inks}",
        "改成单黑 0/0/0/100", "use plain black 0/0/0/100",
    ),
    "text.multi-ink": (
        "ERROR", _AT + "{size} pt 的字用 {inks} 色墨，至少要 {limit} pt",
        _AT_EN + "{size} pt type in {inks} inks, must be at least {limit} pt", _STYLE, _STYLE_EN,
    ),
    "text.size": (
        "ERROR", _AT + "字号 {size} pt，不到 {limit} pt",
        _AT_EN + "type of {size} pt, less than {limit} pt", _STYLE, _STYLE_EN,
    ),
    "text.size.reversed": (
        "ERROR", _AT + "反白字 {size} pt，不到 {limit} pt",
        _AT_EN + "white type of {size} pt, less than {limit} pt", _STYLE, _STYLE_EN,
    ),
    "text.visible": (
        "ERROR", _AT + "有看不见的字（Tr {mode}）", _AT_EN + "invisible type (Tr {mode})",
        _OURS, _OURS_EN,
    ),
    "text.visible.stroked": (
        "WARNING", _AT + "字描了边（Tr {mode}）", _AT_EN + "outlined type (Tr {mode})",
        "用真正的粗体", "use a real bold face",
    ),
    "text.match": (
        "ERROR", _AT + "“{line}”里的字没有印出来：{missing}",
        _AT_EN + "characters of “{line}” are not in the PDF: {missing}", _OURS, _OURS_EN,
    ),
    "text.match.runs": (
        "ERROR", _ON + "的文字只有 {share}% 按原来的次序读得回来，至少 {limit}%",
        _ON_EN + "only {share} % of the text comes back in its order, must be {limit} %",
        _OURS, _OURS_EN,
    ),
    "line.width": (
        "ERROR", _AT + "线粗 {width} pt，不到 {limit} pt",
        _AT_EN + "rule of {width} pt, less than {limit} pt", "在版式里加粗这条线",
        "make the rule wider in the layout",
    ),
    "line.inks": (
        "ERROR", _AT + "{width} pt 的细线用了 {inks} 色墨",
        _AT_EN + "thin rule of {width} pt in {inks} inks", "改成一色", "use one ink",
    ),
    "line.inks.two": (
        "WARNING", _AT + "{width} pt 的细线用了 {inks} 色墨",
        _AT_EN + "thin rule of {width} pt in {inks} inks", "最好一色", "better one ink",
    ),
    "font.embedded": (
        "ERROR", "字体 {font} 没有嵌入", "font {font} is not embedded", _OURS, _OURS_EN,
    ),
    "font.subset": (
        "WARNING", "字体 {font} 没有子集标记", "font {font} has no subset tag", _OURS, _OURS_EN,
    ),
    "font.name": (
        "WARNING", "字体 {font} 在别处叫 {other}", "font {font} is called {other} elsewhere",
        _OURS, _OURS_EN,
    ),
    "font.program": (
        "ERROR", "字体 {font} 的数据坏了：{detail}", "the data of font {font} is broken: {detail}",
        _OURS, _OURS_EN,
    ),
    "font.program.outside": (
        "ERROR", _AT + "字体 {font} 只有 {glyphs} 个字形，用了第 {glyph} 个",
        _AT_EN + "glyph {glyph} of font {font}, which has {glyphs}", _OURS, _OURS_EN,
    ),
    "font.notdef": (
        "ERROR", _AT + "字体 {font} 缺字，印成了空框",
        _AT_EN + "a missing glyph of font {font} is printed as a box", _OURS, _OURS_EN,
    ),
    "font.unicode": (
        "ERROR", _AT + "字体 {font} 的代码 {code} 对不上文字",
        _AT_EN + "code {code} of font {font} stands for no text", _OURS, _OURS_EN,
    ),
}  # fmt: skip

_PICTURE: dict[str, Words] = {
    "image.resolution": (
        "ERROR", _AT + "图片 {name} 只有 {ppi} ppi，至少要 {limit}",
        _AT_EN + "image {name} has {ppi} ppi, needs at least {limit}",
        "换大图，或把图排小", "use a larger photo, or a smaller place",
    ),
    "image.resolution.low": (
        "WARNING", _AT + "图片 {name} 有 {ppi} ppi，最好 {limit} 以上",
        _AT_EN + "image {name} has {ppi} ppi, better {limit} or more",
        "换大图，或把图排小", "use a larger photo, or a smaller place",
    ),
    "image.resolution.high": (
        "WARNING", _AT + "图片 {name} 有 {ppi} ppi，超过 {limit} 没有用",
        _AT_EN + "image {name} has {ppi} ppi, more than {limit} is of no use", _OURS, _OURS_EN,
    ),
    "image.line-art": (
        "ERROR", _AT + "线条图 {name} 只有 {ppi} ppi，至少要 {limit}",
        _AT_EN + "line art {name} has {ppi} ppi, needs at least {limit}", _PHOTO, _PHOTO_EN,
    ),
    "image.depth": (
        "ERROR", _AT + "图片 {name} 是 {bits} 位，应为 8 位",
        _AT_EN + "image {name} has {bits} bits a channel, should have 8", _PHOTO, _PHOTO_EN,
    ),
    "ink.tac-max": (
        "ERROR", _AT + "图片 {name} 最浓处总墨量 {ink}%，上限 {limit}%",
        _AT_EN + "image {name} has {ink} % ink at its heaviest, limit {limit} %",
        _PHOTO, _PHOTO_EN,
    ),
    "ink.tac-max.text": (
        "ERROR", _AT + "黑字叠印在深色上，总墨量 {ink}%，上限 {limit}%",
        _AT_EN + "black type over a dark ground makes {ink} % ink, limit {limit} %",
        "把字移开，或把底色变浅", "move the type, or lighten what is under it",
    ),
    "ink.tac-area": (
        "ERROR", _AT + "图片 {name} 有一块平均总墨量 {ink}%，上限 {limit}%",
        _AT_EN + "image {name} has a spot of {ink} % ink on average, limit {limit} %",
        _PHOTO, _PHOTO_EN,
    ),
    "ink.tac-max.plates": (
        "ERROR", _AT + "印版上总墨量 {ink}%，上限 {limit}%",
        _AT_EN + "{ink} % ink on the plates, limit {limit} %", _LESS, _LESS_EN,
    ),
    "ink.tac-p999": (
        "ERROR", _AT + "印版上千分之一以上的面积总墨量达 {ink}%，上限 {limit}%",
        _AT_EN + "a thousandth of the plates has {ink} % ink or more, limit {limit} %",
        _LESS, _LESS_EN,
    ),
    "ink.tac-area.plates": (
        "ERROR", _AT + "印版上有一块平均总墨量 {ink}%，上限 {limit}%",
        _AT_EN + "a spot of the plates has {ink} % ink on average, limit {limit} %",
        _LESS, _LESS_EN,
    ),
    "ink.plates": (
        "ERROR", _AT + "多出一块印版：{ink}", _AT_EN + "a plate too many: {ink}",
        "改成四色", "use CMYK",
    ),
    "ink.registration": (
        "ERROR", _AT + "版面内有套准色（{ink}%）",
        _AT_EN + "registration colour inside the page ({ink} %)", "改成单黑", "use plain black",
    ),
    "ink.margin": (
        "ERROR", _AT + "有墨落在印不到的边上（{limit} mm）",
        _AT_EN + "ink in the edge that the press cannot print ({limit} mm)",
        "把它移进来", "move it inwards",
    ),
    "ink.unseparated": (
        "NOTE", "没有装 Ghostscript 或 poppler，没有做印版，墨量只按图片和色块量",
        "neither Ghostscript nor poppler is installed: no plates were made, ink is measured on "
        "pictures and flat colours only",
        "安装 Ghostscript（gs）或 poppler（pdftoppm）再查一遍",
        "install Ghostscript (gs) or poppler (pdftoppm) and check again",
    ),
    "ink.unseparated.page": (
        "WARNING", _ON + "没有做成印版（{program}），墨量没有量全",
        _ON_EN + "no plates could be made ({program}): its ink is not fully measured",
        _SAVE, _SAVE_EN,
    ),
    "ink.coverage": (
        "ERROR", _ON + "是白版", _ON_EN + "the page is blank",
        "核对这一版的稿件", "check the stories of this page",
    ),
    "ink.bleed-edge": (
        "ERROR", _AT + "到裁切边的图或色块只出血 {bleed} mm，应为 {limit} mm",
        _AT_EN + "picture or tint at the trim bleeds {bleed} mm only, should be {limit} mm",
        "在版式里把它拉到出血边，或离裁切边远一些",
        "extend it through the bleed in the layout, or keep it off the trim",
    ),
    "ink.bleed-edge.plates": (
        "ERROR", _AT + "{edge} 边有墨到裁切线就断了，应出血 {limit} mm",
        _AT_EN + "ink at the {edge} edge ends at the trim, should bleed {limit} mm",
        "把它拉到出血边，或离裁切边远一些",
        "extend it through the bleed, or keep it off the trim",
    ),
    "ink.unmeasured": (
        "WARNING", _AT + "图片 {name} 的墨量量不出（{detail}）",
        _AT_EN + "the ink of image {name} cannot be measured ({detail})", _PHOTO, _PHOTO_EN,
    ),
}  # fmt: skip

_MARKS: dict[str, Words] = {
    "marks.crop": (
        "ERROR", _ON + "的四块印版上只有 {found} 条裁切线，应有 8 条",
        _ON_EN + "{found} crop marks on all four plates, should be 8", _MARK, _MARK_EN,
    ),
    "marks.crop.unwanted": (
        "ERROR", _AT + "出血以外有墨，印厂不要任何标记",
        _AT_EN + "ink outside the bleed; the printer wants no marks", "输出不带标记的页面",
        "export the pages without marks",
    ),
    "marks.bars": (
        "ERROR", _ON + "的色标缺 {inks}", _ON_EN + "the colour bar lacks {inks}", _MARK, _MARK_EN,
    ),
    "marks.fold": ("ERROR", _ON + "没有折标", _ON_EN + "no fold mark", _MARK, _MARK_EN),
    "marks.slug": (
        "ERROR", _ON + "的出血以外没有说明文字", _ON_EN + "no slug outside the bleed",
        _MARK, _MARK_EN,
    ),
    "imposition.order": (
        "ERROR", _ON + "的大版上，该是第 {wanted} 版的地方是第 {value} 版",
        _ON_EN + "page {value} stands where page {wanted} belongs", _MARK, _MARK_EN,
    ),
    "imposition.order.count": (
        "ERROR", "大版有 {pages} 面，应有 {wanted} 面",
        "{pages} spreads, should be {wanted}", _MARK, _MARK_EN,
    ),
    "render.clean": (
        "ERROR", "{program} 读它时报错：{detail}", "{program} complains: {detail}",
        _SAVE, _SAVE_EN,
    ),
}  # fmt: skip

PREFLIGHT: dict[str, Words] = {**_FILE, **_PAGE, **_COLOUR, **_TYPE, **_PICTURE, **_MARKS}
