"""What the PDFs give to somebody who hears them: structure, reading order, text alternatives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from premierspas.report.canvas import Canvas
from premierspas.report.table import Cell, Column, Row, table
from premierspas.report.tokens import Style
from tests.pdf.structure import Node, Tagged

INSIDE = {
    "Document": {"Sect", "H1", "H2", "H3", "P", "L", "Table", "Figure"},
    "Sect": {"H1", "H2", "H3", "P", "L", "Table", "Figure", "TOC"},
    "H1": set(),
    "H2": set(),
    "H3": set(),
    "P": {"Figure"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Lbl": set(),
    "LBody": set(),
    "Table": {"TR"},
    "TR": {"TH", "TD"},
    "TH": set(),
    "TD": {"Figure"},
    "Figure": set(),
    "TOC": {"TOCI"},
    "TOCI": {"Reference"},
    "Reference": {"Link"},
    "Link": set(),
}


def canvas() -> Canvas:
    return Canvas(title="Essai", team="", edition="", today=date(2026, 11, 22), cover=False)


def test_the_file_says_that_it_is_tagged_in_french_and_shows_its_title(tagged: Tagged) -> None:
    assert tagged.catalog["/MarkInfo"]["/Marked"].value is True
    assert tagged.catalog["/Lang"] == "fr-FR"
    assert tagged.catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert {page["/Tabs"] for page in tagged.reader.pages} == {"/S"}


def test_each_mark_of_each_page_is_once_in_the_tree(tagged: Tagged) -> None:
    in_tree = Counter(tagged.document.marks())
    assert set(in_tree) == set(tagged.text)
    assert set(in_tree.values()) == {1}


def test_nothing_is_painted_outside_an_element_or_a_decoration(tagged: Tagged) -> None:
    assert tagged.unmarked == []


def test_marks_are_named_as_their_element(tagged: Tagged) -> None:
    for node in tagged.document.every():
        own = [kid for kid in node.kids if isinstance(kid, tuple)]
        assert {tagged.kinds[mark] for mark in own} <= {node.kind}


def test_from_a_mark_or_a_link_one_finds_its_element(tagged: Tagged) -> None:
    numbers = tagged.tree["/ParentTree"]["/Nums"]
    found = dict(zip(numbers[::2], [n.get_object() for n in numbers[1::2]], strict=True))
    raw = dict(zip(numbers[::2], numbers[1::2], strict=True))
    expected: dict[int, dict[int, int]] = {}
    for node in tagged.document.every():
        for kid in node.kids:
            if isinstance(kid, tuple):
                expected.setdefault(kid[0], {})[kid[1]] = node.reference
            elif isinstance(kid, dict):
                assert raw.pop(kid["/StructParent"]).idnum == node.reference
                del found[kid["/StructParent"]]
    for number, page in enumerate(tagged.reader.pages):
        if number not in expected:
            assert "/StructParents" not in page
            continue
        elements = [element.idnum for element in found.pop(page["/StructParents"])]
        assert elements == [expected[number][mcid] for mcid in range(len(expected[number]))]
    assert found == {}


def test_elements_know_their_parent_and_stand_where_they_may(tagged: Tagged) -> None:
    assert tagged.document.kind == "Document"
    for node in tagged.document.every():
        assert all(kid.parent == node.reference for kid in node.elements)
        assert {kid.kind for kid in node.elements} <= INSIDE[node.kind]
        assert node.kids or node.kind in {"TD", "TH", "Table"}, f"an empty {node.kind}"


def test_each_section_has_one_title_and_no_level_is_skipped(tagged: Tagged) -> None:
    for section in tagged.document.elements:
        assert section.kind == "Sect"
        levels = [int(node.kind[1]) for node in section.every("H1", "H2", "H3")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_bookmarks_are_the_headings(tagged: Tagged) -> None:
    bookmarks = [
        " ".join(entry["/Title"].split())
        for group in tagged.reader.outline
        for entry in (group if isinstance(group, list) else [group])
    ]
    headings = [tagged.said(node) for node in tagged.document.every("H1", "H2")]
    kept = [heading for heading in headings if heading in set(bookmarks)]
    assert [b for b in bookmarks if b in set(headings)] == kept
    titles = [b["/Title"] for b in tagged.reader.outline if not isinstance(b, list)]
    assert set(titles) <= set(headings)


def test_what_is_read_comes_in_the_order_in_which_it_is_drawn(tagged: Tagged) -> None:
    last: dict[int, int] = {}
    for page, mcid in tagged.document.marks():
        assert mcid > last.get(page, -1), f"page {page + 1}, mark {mcid}"
        last[page] = mcid


def test_figures_say_what_they_show_and_where_they_are(tagged: Tagged) -> None:
    for figure in tagged.document.every("Figure"):
        assert figure.alt.strip()
        left, bottom, right, top = map(float, figure.attributes["/BBox"])
        assert 0 <= left < right <= 596
        assert 0 <= bottom < top <= 842


def test_charts_are_figures(structure_of: Callable[[str], Tagged]) -> None:
    alternatives = [f.alt for f in structure_of("remplie").document.every("Figure")]
    charts = [alt for alt in alternatives if alt != "case à cocher"]
    assert len(charts) >= 6  # the steps twice, hours, costs, the account, the Gantt
    assert "case à cocher" in alternatives


def test_tables_have_headers_and_rows_of_the_same_length(tagged: Tagged) -> None:
    for found in tagged.document.every("Table"):
        rows = [row.elements for row in found.elements]
        assert len(rows) > 1
        assert any(cell.kind == "TH" for cell in rows[0])
        for cell in rows[0]:
            assert cell.attributes.get("/Scope") == ("/Column" if cell.kind == "TH" else None)
        for row in rows[1:]:
            scopes = {cell.attributes.get("/Scope") for cell in row if cell.kind == "TH"}
            assert scopes <= {"/Row"}
        assert len({sum(_columns(cell) for cell in row) for row in rows}) == 1


def _columns(cell: Node) -> int:
    return int(cell.attributes.get("/ColSpan", 1))


def test_an_empty_header_is_no_header(tagged: Tagged) -> None:
    for cell in tagged.document.every("TH"):
        if cell.attributes["/Scope"] == "/Column":
            assert tagged.said(cell)


def test_lists_say_that_they_are_numbered_by_signs(tagged: Tagged) -> None:
    for found in tagged.document.every("L"):
        assert found.attributes["/ListNumbering"] == "/Disc"
        for item in found.elements:
            assert [part.kind for part in item.elements][-1] == "LBody"


def test_words_of_two_lines_stay_apart(structure_of: Callable[[str], Tagged]) -> None:
    tagged = structure_of("exemple")
    title = next(tagged.document.every("H1"))
    assert tagged.said(title) == "Feuille de route vers notre coordinateur"


def test_a_label_and_its_value_are_read_together(structure_of: Callable[[str], Tagged]) -> None:
    tagged = structure_of("remplie")
    paragraphs = [tagged.said(node) for node in tagged.document.every("P")]
    assert "Territoire Vallée de la Dronne" in paragraphs
    assert "Équipe 12 professionnels de santé" in paragraphs


def test_the_sections_are_read_in_order_with_all_that_they_say(
    structure_of: Callable[[str], Tagged],
) -> None:
    tagged = structure_of("remplie")
    sections = {tagged.said(next(s.every("H1"))): s for s in tagged.document.elements}
    assert [title.split(" :")[0] for title in sections] == [
        "Feuille de route vers notre coordinateur",
        "Synthèse",
        "Où en sommes-nous ?",
        "Charte du rôle",
        "Missions et temps de travail",
        "Profil du coordinateur",
        "Budget",
        "Feuille de route",
        "Notre engagement",
        "Sources, méthode et mots",
    ]
    said = {title.split(" :")[0]: tagged.said(section) for title, section in sections.items()}
    for title, parts in {
        "Synthèse": ("Profil", "Ce qui manque d’abord", "Ce que nous demandons"),
        "Charte du rôle": ("✓ Il fera", "Notre phrase décidée.", "✗ Il ne fera pas"),
        "Profil du coordinateur": (
            "Claire est volontaire et restera.",
            "Les trois profils en bref",
        ),
        "Feuille de route": ("Les dates", "Voir le maire"),
        "Notre engagement": ("1. ", "2. ", "Nom Fonction dans l’équipe Signature"),
    }.items():
        places = [said[title].find(part) for part in parts]
        assert -1 not in places
        assert places == sorted(places)


def test_heads_and_feet_of_pages_are_not_read(structure_of: Callable[[str], Tagged]) -> None:
    tagged = structure_of("remplie")
    said = tagged.said(tagged.document)
    assert "Document de travail de l’équipe, non opposable" not in said
    total = len(tagged.reader.pages)
    for number, aside in enumerate(tagged.aside[1:], 2):
        assert f"{number}\u00a0/\u00a0{total}" in aside
        assert "non opposable" in aside.replace("\u00a0", " ")


def test_a_header_that_comes_back_on_the_next_page_is_read_once() -> None:
    sheet = canvas()
    sheet.section("Titre")
    table(sheet, (Column("Colonne", 60), Column("Autre", 60)), [("un", "deux")] * 100)
    tagged = Tagged(sheet.finished())
    assert len(tagged.reader.pages) > 2
    assert tagged.said(tagged.document).count("Colonne") == 1
    assert ["Colonne" in aside for aside in tagged.aside] == [False, True, True]
    assert len(list(tagged.document.every("Table"))) == 1
    assert len(list(tagged.document.every("TR"))) == 101


def test_what_runs_over_pages_stays_one_element() -> None:
    words = " ".join(f"mot{n}" for n in range(3000))
    sheet = canvas()
    sheet.section("Titre")
    sheet.paragraph(words)
    sheet.callout("Attention", words, warning=True)
    sheet.bullets([words])
    table(sheet, (Column("A", 80, bold=True), Column("B", 90)), [Row(("nom", words), below=words)])
    tagged = Tagged(sheet.finished())
    longest = [node for node in tagged.document.every() if tagged.said(node).endswith(words)]
    kinds = Counter(node.kind for node in longest if not node.elements)
    assert kinds == {"P": 2, "LBody": 1, "TD": 2}
    for node in longest:
        pages = {page for page, _ in node.marks()}
        assert len(pages) > 1


def test_a_note_under_a_row_spans_all_its_columns() -> None:
    sheet = canvas()
    sheet.section("Titre")
    columns = (Column("", 7), Column("A", 80, bold=True), Column("B", 80))
    table(sheet, columns, [Row((Cell(check_box=True), "a", "b"), below="note")])
    tagged = Tagged(sheet.finished())
    head, row, note = (tr.elements for tr in tagged.document.every("TR"))
    assert [cell.kind for cell in head] == ["TD", "TH", "TH"]
    assert [cell.kind for cell in row] == ["TD", "TH", "TD"]
    assert [figure.alt for figure in row[0].elements] == ["case à cocher"]
    assert [_columns(cell) for cell in note] == [3]


def test_the_table_of_contents_leads_to_the_sections(tagged: Tagged) -> None:
    links = list(tagged.document.every("Link"))
    annotated = [a.get_object() for page in tagged.reader.pages for a in page.get("/Annots", ())]
    assert len(annotated) == len(links)
    if not links:  # a document without cover
        return
    assert [node.kind for node in tagged.document.elements[0].elements][-1] == "TOC"
    reader = tagged.reader
    entries = [entry for entry in reader.outline if not isinstance(entry, list)]
    decided = any("Nos décisions en atelier" in str(entry.title) for entry in entries)
    assert len(links) == len(entries) == 9 + decided  # that section is only there after a workshop
    for link, entry in zip(links, entries, strict=True):
        page = (reader.get_destination_page_number(entry) or 0) + 1
        assert tagged.said(link) == f"{tagged.said_title(entry)} {page}"
        (annotation,) = link.annotations
        assert annotation["/Contents"] == f"{entry['/Title']}, page {page}"
        assert annotation["/F"] == 4  # printed, as PDF/A asks
        target, _, _, top, _ = annotation["/Dest"]
        assert tagged.page_of[target.indirect_reference.idnum] + 1 == page
        assert float(top) == pytest.approx(float(entry["/Top"]), abs=0.1)


def test_text_cannot_be_drawn_straight_in_a_group() -> None:
    sheet = canvas()
    sheet.new_page()
    sheet.use(Style.BODY)
    with sheet.reading("L"), pytest.raises(AssertionError, match="straight in L"):
        sheet.put(20, 20, "perdu")


def test_a_paragraph_without_text_is_forgotten() -> None:
    sheet = canvas()
    sheet.section("Titre")
    sheet.paragraph(" ")
    sheet.draw_lines(20, 50, 100, [""], Style.BODY)
    tagged = Tagged(sheet.finished())
    assert [node.kind for node in tagged.document.every()] == ["Document", "Sect", "H1", "P"]


def test_a_small_heading_goes_one_level_below_what_is_above_it() -> None:
    sheet = canvas()
    sheet.section("Titre")
    sheet.small_heading("Tout de suite")
    sheet.small_heading("Encore")
    sheet.heading("Partie")
    sheet.small_heading("Dedans")
    sheet.section("Autre")
    sheet.small_heading("De nouveau")
    tagged = Tagged(sheet.finished())
    levels = [node.kind for node in tagged.document.every("H1", "H2", "H3")]
    assert levels == ["H1", "H2", "H2", "H2", "H3", "H1", "H2"]


def test_the_private_names_that_tagging_uses_are_there() -> None:
    from fpdf import FPDF
    from fpdf.output import OutputProducer, PDFPage
    from fpdf.structure_tree import NumberTree, StructTreeRoot, StructureTreeBuilder
    from fpdf.syntax import PDFObject

    for owner, names in (
        (FPDF, ("_out", "add_page")),
        (OutputProducer, ("_add_structure_tree", "_add_annotations_as_objects", "_add_pdf_obj")),
        (PDFObject, ("id", "ref", "serialize")),
        (PDFPage, ("struct_parents", "add_annotation")),
        (NumberTree, ("serialize",)),
        (StructureTreeBuilder, ("empty", "__iter__")),
    ):
        for name in names:
            assert hasattr(owner, name), f"{owner.__name__}.{name}"
    pdf = FPDF()
    assert hasattr(pdf, "struct_builder")
    assert hasattr(pdf, "h_pt")
    assert hasattr(StructureTreeBuilder(), "doc_struct_elem")
    assert hasattr(StructTreeRoot(), "k")
    assert hasattr(StructTreeRoot(), "parent_tree")
    builder = StructureTreeBuilder()
    assert list(builder.doc_struct_elem.k) == []  # fpdf2 must find no element of its own to number
