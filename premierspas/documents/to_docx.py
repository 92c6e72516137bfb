"""A ready document as a Word file: real headings, lists and tables, in French, to be corrected.

python-docx starts from its own template, in English and in letter format: ``_set_up`` changes that.
What it has no word for is written in WordprocessingML here, in one place.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from premierspas.documents.model import (
    Blanks,
    Block,
    Bullets,
    Check,
    Checklist,
    Column,
    Heading,
    Paragraph,
    ReadyDocument,
    Table,
)
from premierspas.report.tokens import Colour, Page
from premierspas.typography import typeset

FONT = "Arial"  # on every machine, and of the same widths where LibreOffice replaces it
LANGUAGE = "fr-FR"
_MARGIN = 20.0  # mm
_WIDTH = Page.WIDTH - 2 * _MARGIN
_ROW_TO_FILL = 1.1  # cm
_LONG_CELL = 600  # characters: a row that long may be cut by the end of a page
_OPEN_PLACE = re.compile(r"(\[à (?:décider|écrire)[^\]]*\])")
_BOXES = {True: "☑ réglé", False: "☐ à régler"}


def to_docx(document: ReadyDocument) -> bytes:
    """The file; what the team typed is text in it, never markup."""
    word = Document()
    _set_up(word)
    _say_what_it_is(word, document)
    _frame(word, document)
    _write(word.add_heading(level=1), document.title)
    if document.lead:
        _write(word.add_paragraph(style="Subtitle"), document.lead)
    for block in (*document.blocks, *document.closing):
        _add(word, block)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


# --- the whole file -------------------------------------------------------------------------------
def _set_up(word: DocumentType) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(Page.WIDTH), Mm(Page.HEIGHT)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.header_distance = section.footer_distance = Mm(9)

    defaults: Any = word.styles.element.find(qn("w:docDefaults"))
    fonts = defaults.find(".//" + qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    language = defaults.find(".//" + qn("w:lang"))
    language.set(qn("w:val"), LANGUAGE)
    language.set(qn("w:eastAsia"), LANGUAGE)
    settings: Any = word.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # otherwise Word opens it as a file of 2010

    _style(word, "Normal", 10, Colour.INK, after=4)
    _style(word, "Heading 1", 19, Colour.PRIMARY, bold=True, after=4)
    _style(word, "Heading 2", 12.5, Colour.PRIMARY, bold=True, before=10, after=3)
    _style(word, "Subtitle", 10, Colour.GREY, after=6)
    _style(word, "List Bullet", 10, Colour.INK, after=2)
    _style(word, "Caption", 8.5, Colour.GREY, after=4)
    _style(word, "Header", 8, Colour.GREY)
    _style(word, "Footer", 8, Colour.GREY)
    for border in word.styles["Table Grid"].element.iter(qn("w:tblBorders")):
        for side in border:
            side.set(qn("w:color"), Colour.SOFT.removeprefix("#"))


def _style(
    word: DocumentType,
    name: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> None:
    """Size and distances in points."""
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.element.get_or_add_rPr().clear()  # the template's own font, colour and spacing
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = _rgb(colour)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), 1.1


def _say_what_it_is(word: DocumentType, document: ReadyDocument) -> None:
    about = word.core_properties
    about.title, about.author = typeset(document.title), document.team
    about.last_modified_by = document.team
    about.created = about.modified = datetime.combine(document.today, time(), tzinfo=UTC)
    about.language, about.comments, about.revision = LANGUAGE, "", 1


def _frame(word: DocumentType, document: ReadyDocument) -> None:
    """Team and title at the head of each page; date, nature and page number at its foot."""
    section = word.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (head, foot):
        tabs = paragraph.paragraph_format.tab_stops
        for inherited in (4680, 9360):  # those of the template, in twentieths of a point
            tabs.add_tab_stop(Pt(inherited / 20), WD_TAB_ALIGNMENT.CLEAR)
        tabs.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _write(head, f"{document.team} · {document.title}")
    _write(foot, f"{document.edition}\t")
    _field(foot, "PAGE")
    foot.add_run(typeset(" / "))
    _field(foot, "NUMPAGES")


def _field(paragraph: WordParagraph, instruction: str) -> None:
    """A number that the word processor counts."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)


# --- blocks ---------------------------------------------------------------------------------------
def _add(word: DocumentType, block: Block) -> None:
    match block:
        case Heading(text, own_page):
            heading = word.add_heading(level=2)
            heading.paragraph_format.page_break_before = own_page
            _write(heading, text)
        case Paragraph(text, small):
            paragraph = word.add_paragraph(style="Caption" if small else "Normal")
            paragraph.paragraph_format.keep_with_next = text.endswith(":")  # announces a list
            _write(paragraph, text)
        case Bullets(items):
            for item in items:
                _write(word.add_paragraph(style="List Bullet"), item)
        case Table():
            _add_table(word, block.name, block.columns, block.rows, to_fill=block.to_fill)
        case Checklist(name, items):
            columns = (Column("Réglé ?", 3), Column("Point", 13))
            table = _add_table(word, name, columns, [(_BOXES[c.done], c.text) for c in items])
            for row, check in zip(table.rows[1:], items, strict=True):
                _explain(row.cells[1], check)
        case Blanks(labels):
            for label in labels:
                line = word.add_paragraph()
                line.paragraph_format.space_before = Pt(8)
                line.paragraph_format.tab_stops.add_tab_stop(
                    Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
                )
                _write(line, f"{label} : \t")


def _explain(cell: _Cell, check: Check) -> None:
    for run in cell.paragraphs[0].runs:
        run.bold = True
    _write(cell.add_paragraph(style="Caption"), check.note)


def _add_table(
    word: DocumentType,
    name: str,
    columns: tuple[Column, ...],
    rows: Any,
    *,
    to_fill: bool = False,
) -> WordTable:
    """A table whose first row is a header on each page, and said to be one."""
    table: WordTable = word.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _describe(table, name)
    total = sum(column.share for column in columns)
    widths = [Mm(_WIDTH * column.share / total) for column in columns]
    for grid_column, width in zip(table.columns, widths, strict=True):
        grid_column.width = width
    _fill(table.rows[0].cells, [column.title for column in columns], widths)
    for cell in table.rows[0].cells:
        _shade(cell)
    _row_property(table.rows[0], "w:cantSplit")
    _row_property(table.rows[0], "w:tblHeader")
    for texts in rows:
        row: Any = table.add_row()  # type: ignore[no-untyped-call]
        _fill(row.cells, texts, widths)
        if max(map(len, texts)) < _LONG_CELL:
            _row_property(row, "w:cantSplit")
        if to_fill:
            row.height, row.height_rule = Cm(_ROW_TO_FILL), WD_ROW_HEIGHT_RULE.AT_LEAST
    after = word.add_paragraph().paragraph_format  # two tables in a row would be one
    after.space_after, after.line_spacing = Pt(0), Pt(6)
    return table


def _fill(cells: tuple[_Cell, ...], texts: Any, widths: Any) -> None:
    for cell, text, width in zip(cells, texts, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.space_before = Pt(2)
        _write(paragraph, text)
        for run in paragraph.runs:
            run.font.size = Pt(9)


def _describe(table: WordTable, name: str) -> None:
    """The text alternative of a table."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), typeset(name))
    table._tbl.tblPr.append(caption)


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _shade(cell: _Cell) -> None:
    """White on navy, as the headers of the PDF."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), Colour.PRIMARY.removeprefix("#"))
    cell._tc.get_or_add_tcPr().append(shading)
    for run in cell.paragraphs[0].runs:
        run.bold = True
        run.font.color.rgb = _rgb(Colour.WHITE)


def _write(paragraph: WordParagraph, text: str) -> None:
    """``text`` with French spaces; a place left open stands out, and its brackets say it too."""
    for piece in _OPEN_PLACE.split(typeset(text)):
        if not piece:
            continue
        run = paragraph.add_run(piece)
        if _OPEN_PLACE.fullmatch(piece):
            run.bold = True
            run.font.color.rgb = _rgb(Colour.ACCENT)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))
