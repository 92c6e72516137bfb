"""What a team leaves out of the PDF that it gives away."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.dossier.without_names import without_names
from premierspas.report.view_model import without_comments
from premierspas.results import Results
from premierspas.results import results as results_of


@dataclass(frozen=True)
class PdfOptions:
    """``comments``: what the team wrote for itself; ``names``: of people. Without either, the free
    texts where a name may stand are left out too."""

    comments: bool = True
    names: bool = True


def chosen(results: Results, options: PdfOptions) -> Results:
    """What the PDF is to be drawn from: neither its pages nor the attached dossier hold the rest."""
    dossier = results.dossier
    if not options.comments:
        dossier = without_comments(dossier)
    if not options.names:
        functions = {action.id: action.who for action in results.catalog.action_texts.actions}
        dossier = without_names(dossier, functions, free_texts=options.comments)
    if dossier == results.dossier:
        return results
    return results_of(results.catalog, dossier, results.today)
