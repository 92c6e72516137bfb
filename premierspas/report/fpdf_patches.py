"""Everything that relies on the inside of fpdf2, in one file (and ``tagging`` for the structure), for
one exact version.

* ``SteadyProducer``: fpdf2 writes the current time in the XMP dates, so the same dossier would never
  give the same bytes (https://github.com/py-pdf/fpdf2, ``OutputProducer._build_xmp_from_info``). It
  also says there that the pages are tagged.
* ``SubsetMap.get_glyph`` is cached on the class for ever, which keeps the fonts of every document in
  memory: ``finished`` empties that cache.
* ``QuickText``: ``FPDF.text`` encodes character by character in Python; a translation table made
  once per font is many times faster.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import fpdf
from fpdf.enums import DocumentCompliance
from fpdf.fonts import SubsetMap, TTFFont
from fpdf.output import OutputProducer
from fpdf.util import escape_parens

from premierspas.report.tagging import TaggedPages

KNOWN_VERSION = "2.8.9"

# PDF/A wants every metadata schema that is not its own to be described beside its use.
_TAGGED = """\
    <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
      <pdfuaid:part>1</pdfuaid:part>
    </rdf:Description>
    <rdf:Description rdf:about=""
        xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
        xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
        xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
      <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
          <pdfaProperty:name>part</pdfaProperty:name>
          <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
          <pdfaProperty:category>internal</pdfaProperty:category>
          <pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description>
        </rdf:li></rdf:Seq></pdfaSchema:property>
      </rdf:li></rdf:Bag></pdfaExtension:schemas>
    </rdf:Description>
"""
_END = "  </rdf:RDF>"


class UnknownFpdfError(RuntimeError):
    """fpdf2 changed: read this file again before changing ``KNOWN_VERSION``."""


def check_version(version: str | None = None) -> None:
    """Raise UnknownFpdfError unless the installed fpdf2 is the one that these patches were read
    against."""
    found = fpdf.__version__ if version is None else version
    if found != KNOWN_VERSION:
        raise UnknownFpdfError(
            f"fpdf2 {found} is installed, premierspas/report/fpdf_patches.py knows {KNOWN_VERSION}"
        )


class SteadyProducer(OutputProducer):
    """XMP dates are the creation date of the document, and its pages are said to be tagged."""

    def _build_xmp_from_info(self) -> str:
        created = self.fpdf.creation_date
        assert isinstance(created, datetime)
        stamp = created.astimezone(UTC).isoformat(timespec="seconds")
        metadata = re.sub(
            r'(xmp:(?:Modify|Metadata)Date)="[^"]*"',
            rf'\1="{stamp}"',
            super()._build_xmp_from_info(),
        )
        head, end, tail = metadata.rpartition(_END)
        assert end, "the metadata no longer end as they did"
        return f"{head}{_TAGGED}{end}{tail}"


class _Codes(dict[int, int]):
    """Character → its code in the embedded subset of a font, found when first needed."""

    def __init__(self, font: TTFFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, character: int) -> int:
        code = self._font.subset.pick(character)
        if code is None:
            raise ValueError(f"the font has no {chr(character)!r}: text must be made ready first")
        self[character] = code
        return code


class QuickText(TaggedPages):
    """Tagged pages with a quick ``put``."""

    def __init__(self) -> None:
        check_version()
        super().__init__(format="A4", enforce_compliance=DocumentCompliance.PDFA_3U)
        self._codes: dict[str, _Codes] = {}
        self._colour: object = None
        self._colour_code = ""
        self.start_structure()

    def put(self, x: float, y: float, text: str) -> None:
        """``text`` in the current font and text colour, its baseline starting at (x, y) mm."""
        font = self.current_font
        assert isinstance(font, TTFFont)
        self.mark_text()
        if not self.current_font_is_set_on_page:
            self._out(self._set_font_for_page(font, self.font_size_pt))
        codes = self._codes.get(font.fontkey)
        if codes is None:
            codes = self._codes[font.fontkey] = _Codes(font)
        string = escape_parens(text.translate(codes).encode("utf-16-be").decode("latin-1"))
        shown = f"BT {x * self.k:.2f} {(self.h - y) * self.k:.2f} Td ({string}) Tj ET"
        colour = self.text_color
        if colour is not None and self.fill_color != colour:
            if colour is not self._colour:
                self._colour, self._colour_code = colour, colour.serialize().lower()
            shown = f"q {self._colour_code} {shown} Q"
        self._out(shown)

    def finished(self) -> bytes:
        """The document, with dates that depend on nothing but its creation date."""
        self.end_structure()
        try:
            return bytes(self.output(output_producer_class=SteadyProducer))
        finally:
            SubsetMap.get_glyph.cache_clear()
