"""Metadata: what the file says of itself, in the Info dictionary and, where asked, in XMP."""

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - as in issue.py
from xml.sax.saxutils import escape

from xzpress.render.objects import NO_UUID, Stream, name, words

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}


@dataclass(frozen=True, slots=True)
class Info:
    """What the file says of itself.

    `author`: who publishes; may be empty. `version`: of xzpress. `date`: the issue's.
    """

    title: str
    author: str
    version: str
    date: Date

    @property
    def maker(self) -> str:
        return f"xzpress {self.version}"

    def entries(self) -> dict[str, object]:
        """The Info dictionary. Its dates are noon of the issue's day: no clock is read."""
        said = {"Title": self.title, "Author": self.author}
        noon = words(f"D:{self.date:%Y%m%d}120000+00'00'")
        return {
            **{key: words(text) for key, text in said.items() if text},
            "Creator": words(self.maker),
            "Producer": words(self.maker),
            "CreationDate": noon,
            "ModDate": noon,
            "Trapped": name("False"),
        }

    def packet(self, standard: str) -> Stream:
        """The same in XMP, for a standard that is named there (PDF/X-4).

        Its identifiers are filled in from the file's content when the file is finished. Source:
        ISO 15930-7; ISO 16684-1. Read by programs that know no PDF, so it is not compressed.
        """
        noon = f"{self.date:%Y-%m-%d}T12:00:00+00:00"
        plain = {
            "xmp:CreatorTool": self.maker,
            "xmp:CreateDate": noon,
            "xmp:ModifyDate": noon,
            "xmp:MetadataDate": noon,
            "xmpMM:DocumentID": f"uuid:{NO_UUID}",
            "xmpMM:InstanceID": f"uuid:{NO_UUID}",
            "xmpMM:VersionID": "1",
            "xmpMM:RenditionClass": "default",
            "pdf:Producer": self.maker,
            "pdf:Trapped": "False",
            "pdfxid:GTS_PDFXVersion": standard,
        }
        said = [f"  <{key}>{escape(text)}</{key}>" for key, text in plain.items()]
        language = '<rdf:li xml:lang="x-default">'
        said += [_list("dc:title", "Alt", language, self.title)]
        said += [_list("dc:creator", "Seq", "<rdf:li>", self.author)] if self.author else []
        spaces = " ".join(f'xmlns:{key}="{space}"' for key, space in _SPACES.items())
        lines = (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
            f"<rdf:RDF {spaces}>",
            ' <rdf:Description rdf:about="">',
            *said,
            " </rdf:Description>",
            "</rdf:RDF>",
            "</x:xmpmeta>",
            '<?xpacket end="r"?>',
        )
        kind = {"Type": name("Metadata"), "Subtype": name("XML")}
        return Stream("\n".join(lines).encode("utf-8"), kind, "")


def _list(key: str, kind: str, item: str, text: str) -> str:
    return f"  <{key}><rdf:{kind}>{item}{escape(text)}</rdf:li></rdf:{kind}></{key}>"
