"""The PDF itself: sections in order, the attached file, page numbers."""

from __future__ import annotations

from premierspas.dossier.file import FILE_NAME, to_json
from premierspas.member_files import forget_members
from premierspas.report.canvas import Canvas
from premierspas.report.sections import (
    budget,
    charter,
    cover,
    decisions,
    engagement,
    missions,
    profile,
    readiness,
    roadmap,
    sources_glossary,
    synthesis,
)
from premierspas.report.view_model import view_of, without_comments
from premierspas.results import Results
from premierspas.results import results as results_of


def roadmap_pdf(results: Results, *, with_comments: bool = True) -> bytes:
    """The roadmap of a team as a PDF/A-3 file that carries the team's dossier.

    The same results give the same bytes. ``with_comments=False`` leaves the team's comments and notes
    out of the pages and out of the attached dossier. The individual answers of members never leave
    with it: this file goes to partners.
    """
    if not with_comments:
        results = results_of(results.catalog, without_comments(results.dossier), results.today)
    view = view_of(results)
    canvas = Canvas(title=view.title, team=view.cover.team, edition=view.edition, today=view.today)
    cover_end = cover.draw(canvas, view.cover)
    synthesis.draw(canvas, view.synthesis)
    readiness.draw(canvas, view.readiness)
    charter.draw(canvas, view.charter)
    missions.draw(canvas, view.missions, view.skills)
    profile.draw(canvas, view.profile)
    budget.draw(canvas, view.money)
    roadmap.draw(canvas, view.plan)
    decisions.draw(canvas, view.decisions)
    engagement.draw(canvas, view.engagement)
    sources_glossary.draw(canvas, view.sources)
    canvas.close_pages()
    cover.draw_contents(canvas, cover_end)
    canvas.embed_file(
        bytes=to_json(forget_members(results.dossier)).encode("utf-8"),
        basename=FILE_NAME,
        mime_type="application/json",
        desc="Dossier de l’équipe, à rouvrir dans Premiers pas",
        creation_date=canvas.creation_date,
        modification_date=canvas.creation_date,
        associated_file_relationship="Source",
        compress=True,
    )
    return canvas.finished()
