"""Breaks that hide: in spaces, pictures, masks, name trees, behind references."""

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.preflight.changes import (
    Change,
    at,
    both,
    drawn,
    form,
    image,
    resource,
    stream,
)

RGB = b"1 0 0 rg 2 2 6 6 re f"
LAB = Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82], Range=[-100, 100, -100, 100])])
CAL_GRAY = Array([Name.CalGray, Dictionary(WhitePoint=[0.96, 1, 0.82])])
CAL_RGB = Array([Name.CalRGB, Dictionary(WhitePoint=[0.96, 1, 0.82])])
TINT_RGB = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 0, 0], N=1)
RGB_SPOT = Array([Name.Separation, Name.Black, Name.DeviceRGB, TINT_RGB])
RGB_INKS = Array([Name.DeviceN, Array([Name.Cyan]), Name.DeviceRGB, TINT_RGB])
GOLD_INKS = Array([Name.DeviceN, Array([Name.Cyan, Name.Gold]), Name.DeviceCMYK, Dictionary()])
ON_RULE = "0 0 0 1 K 0.1 w 0 5 m 10 5 l S"
INLINE = "q 5 0 0 5 200 20 cm BI /W 4 /H 4 /BPC 8 {} ID {} EI Q"


def icc(pdf: Pdf) -> Array:
    """An ICCBased space, even of CMYK, is none of the press's own."""
    profile = at(pdf, "intent/DestOutputProfile").read_bytes()
    return Array([Name.ICCBased, Stream(pdf, profile, N=4, Alternate=Name.DeviceCMYK)])


def painted(space: object, operands: str) -> Change:
    return both(resource("ColorSpace", "Cs", space), drawn(f"/Cs cs {operands} sc 20 20 9 9 re f"))


def picture(space: object, channels: int, **entries: object) -> Change:
    return image(bytes(channels * 300 * 180), ColorSpace=space, **entries)


def inherited(change: Change) -> Change:
    """The page's resources in the page tree's root, none on the page."""

    def changed(pdf: Pdf) -> None:
        change(pdf)
        page = pdf.pages[0].obj
        pdf.Root.Pages.Resources = page.Resources
        del page["/Resources"]

    return changed


def behind_references(pdf: Pdf) -> None:
    """An RGB image all of whose entries are objects of their own."""
    image(bytes(3 * 300 * 180))(pdf)
    photo = at(pdf, "photo")
    device = pdf.make_indirect(Array([Name.DeviceRGB]))
    for key, value in (("Subtype", Name.Image), ("ColorSpace", device), ("Width", 300)):
        made = value if key == "ColorSpace" else pdf.make_indirect(value)
        photo[f"/{key}"] = made


def packed_behind_a_reference(pdf: Pdf) -> None:
    image(b"\x80\x0b\x60")(pdf)
    at(pdf, "photo").Filter = pdf.make_indirect(Array([pdf.make_indirect(Name.LZWDecode)]))


def masked(pdf: Pdf) -> None:
    """A soft mask whose group is painted in RGB."""
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = Dictionary(S=Name.Luminosity, G=pdf.make_indirect(form(RGB, Group=group)(pdf)))
    at(pdf, "print").SMask = mask


def boxed_on_the_tree(pdf: Pdf) -> None:
    """A TrimBox is not inherited."""
    pdf.Root.Pages.TrimBox = pdf.pages[0].TrimBox
    del pdf.pages[0].obj["/TrimBox"]


def shaded_pattern(pdf: Pdf) -> None:
    sky = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9],
        Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1),
    )  # fmt: skip
    resource("Pattern", "Sky", Dictionary(PatternType=2, Shading=sky))(pdf)
    drawn("/Pattern cs /Sky scn 20 20 30 30 re f")(pdf)


def stencilled(pdf: Pdf) -> None:
    """A stencil painted in RGB."""
    made = stream(
        bytes(38 * 300), Type=Name.XObject, Subtype=Name.Image, ImageMask=True, Width=300,
        Height=300, BitsPerComponent=1,
    )  # fmt: skip
    resource("XObject", "Stencil", made)(pdf)
    drawn("q 1 0 0 rg 20 0 0 20 200 20 cm /Stencil Do Q")(pdf)


def script_in_names(pdf: Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def attached(pdf: Pdf) -> None:
    file = Dictionary(Type=Name.Filespec, F=String("a"), EF=Dictionary(F=Stream(pdf, b"a")))
    pdf.Root.AF = Array([pdf.make_indirect(file)])


def layered(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("En")))
    at(pdf, "photo").OC = layer
