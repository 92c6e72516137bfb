"""The command line: ``python -m premierspas --help``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from premierspas.content import ContentError, load_catalog
from premierspas.content.files import CONTENT_FOLDER
from premierspas.content.models import DocumentId
from premierspas.report.printables import PrintableId

if TYPE_CHECKING:
    from premierspas.dossier import Dossier
    from premierspas.results import Results


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 when something must be mended."""
    parser = argparse.ArgumentParser(
        prog="python -m premierspas", description="Outils de Premiers pas, sans la page web."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="commande")

    check = commands.add_parser(
        "verifier-contenu", help="vérifie les fichiers de content/ et leur typographie"
    )
    check.add_argument("dossier", nargs="?", type=Path, default=CONTENT_FOLDER)

    pdf = commands.add_parser("pdf", help="fait la feuille de route d’un dossier, en PDF")
    pdf.add_argument("dossier", type=Path, help="le fichier JSON du dossier, ou son PDF")
    pdf.add_argument("sortie", type=Path, help="le PDF à écrire")
    pdf.add_argument(
        "--date", type=date.fromisoformat, default=None, help="date du document (2026-11-22)"
    )
    pdf.add_argument("--sans-commentaires", action="store_true", help="sans les textes libres")
    pdf.add_argument("--sans-noms", action="store_true", help="sans les noms des personnes")

    document = commands.add_parser(
        "document", help="fait un document prêt à l’emploi (fiche de poste…), en Word ou en PDF"
    )
    document.add_argument("document", choices=get_args(DocumentId), metavar="document",
                          help=", ".join(get_args(DocumentId)))  # fmt: skip
    document.add_argument("dossier", type=Path, help="le fichier JSON du dossier")
    document.add_argument("sortie", type=Path, help="le fichier à écrire, en .docx ou en .pdf")
    document.add_argument("--date", type=date.fromisoformat, default=None, help="date du document")

    sheet = commands.add_parser(
        "imprimer", help="fait une feuille pour l’atelier (cartes, questionnaire…), en PDF"
    )
    sheet.add_argument("quoi", choices=get_args(PrintableId), metavar="quoi",
                       help=", ".join(get_args(PrintableId)))  # fmt: skip
    sheet.add_argument("sortie", type=Path, help="le PDF à écrire")
    sheet.add_argument("dossier", type=Path, nargs="?", help="le fichier du dossier de l’équipe")
    sheet.add_argument("--date", type=date.fromisoformat, default=None, help="date du document")

    budget = commands.add_parser("budget", help="fait le tableur du budget d’un dossier, en .xlsx")
    budget.add_argument("dossier", type=Path, help="le fichier JSON du dossier")
    budget.add_argument("sortie", type=Path, help="le tableur à écrire, en .xlsx")
    budget.add_argument("--date", type=date.fromisoformat, default=None, help="date du document")

    calendar = commands.add_parser("agenda", help="fait l’agenda de la feuille de route, en .ics")
    calendar.add_argument("dossier", type=Path, help="le fichier JSON du dossier")
    calendar.add_argument("sortie", type=Path, help="l’agenda à écrire, en .ics")
    calendar.add_argument("--date", type=date.fromisoformat, default=None, help="date de l’agenda")
    calendar.add_argument(
        "--sans-noms", action="store_true", help="sans les noms ni les textes libres"
    )

    actions = commands.add_parser(
        "actions", help="fait la liste des actions, en .xlsx, en .csv ou en .json"
    )
    actions.add_argument("dossier", type=Path, help="le fichier JSON du dossier")
    actions.add_argument("sortie", type=Path, help="le fichier à écrire, en .xlsx, .csv ou .json")
    actions.add_argument("--date", type=date.fromisoformat, default=None, help="date de la liste")

    commands.add_parser("schema", help="écrit le JSON Schema d’un dossier")
    commands.add_parser("purger", help="efface les dossiers que personne n’ouvre plus")

    options = parser.parse_args(arguments)
    match options.command:
        case "verifier-contenu":
            return _check_content(options.dossier)
        case "pdf":
            return _write_pdf(
                options.dossier,
                options.sortie,
                options.date,
                comments=not options.sans_commentaires,
                names=not options.sans_noms,
            )
        case "document":
            return _write_document(options.document, options.dossier, options.sortie, options.date)
        case "imprimer":
            return _write_sheet(options.quoi, options.sortie, options.dossier, options.date)
        case "budget":
            return _write_budget(options.dossier, options.sortie, options.date)
        case "agenda":
            return _write_calendar(
                options.dossier, options.sortie, options.date, not options.sans_noms
            )
        case "actions":
            return _write_actions(options.dossier, options.sortie, options.date)
        case "schema":
            return _write_schema()
        case _:
            return _purge()


def _check_content(folder: Path) -> int:
    from premierspas.content.linter import check_date_problems, typography_problems

    try:
        catalog = load_catalog(folder)
    except ContentError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.problems)} problème(s) dans le contenu.", file=sys.stderr)
        return 1
    problems = check_date_problems(catalog, folder, date.today()) + typography_problems(folder)
    if problems:
        for problem in problems:
            print(problem, file=sys.stderr)
        print(f"{len(problems)} faute(s) dans le contenu.", file=sys.stderr)
        return 1
    print(f"Contenu en ordre (version {catalog.version}).")
    return 0


def _write_pdf(source: Path, target: Path, day: date | None, *, comments: bool, names: bool) -> int:
    from premierspas.report import roadmap_pdf
    from premierspas.report.options import PdfOptions, chosen

    found = _results_of(source, day)
    if found is None:
        return 1
    options = PdfOptions(comments=comments, names=names)
    return _write(target, roadmap_pdf(chosen(found, options)), "feuille de route écrite")


def _write_document(document: DocumentId, source: Path, target: Path, day: date | None) -> int:
    from premierspas.documents import docx_file, pdf_file, ready_document

    forms = {".docx": docx_file, ".pdf": pdf_file}
    form = forms.get(target.suffix.lower())
    if form is None:
        print(f"« {target} » doit finir par .docx ou .pdf.", file=sys.stderr)
        return 1
    found = _results_of(source, day)
    if found is None:
        return 1
    ready = ready_document(document, found)
    left = len(ready.undecided)
    return _write(target, form(ready), f"document écrit, {left} point(s) à décider")


def _write_sheet(what: PrintableId, target: Path, source: Path | None, day: date | None) -> int:
    from premierspas.dossier import Dossier
    from premierspas.report.printables import printable
    from premierspas.results import results

    dossier = _dossier_of(source) if source else Dossier()
    if dossier is None:
        return 1
    found = results(load_catalog(), dossier, day or date.today())
    return _write(target, printable(what, found), "feuille écrite")


def _write_budget(source: Path, target: Path, day: date | None) -> int:
    from premierspas.budget import budgets
    from premierspas.exports.budget_xlsx import budget_workbook

    if target.suffix.lower() != ".xlsx":
        print(f"« {target} » doit finir par .xlsx.", file=sys.stderr)
        return 1
    dossier = _dossier_of(source)
    if dossier is None:
        return 1
    catalog = load_catalog()
    found = budgets(catalog, dossier, day or date.today())
    content = budget_workbook(catalog, found, dossier.budget.kept, dossier.team.name)
    return _write(target, content, f"tableur écrit, {len(found)} scénario(s)")


def _write_calendar(source: Path, target: Path, day: date | None, with_names: bool) -> int:
    from premierspas.exports.roadmap_ics import roadmap_calendar

    if target.suffix.lower() != ".ics":
        print(f"« {target} » doit finir par .ics.", file=sys.stderr)
        return 1
    dossier = _dossier_of(source)
    if dossier is None:
        return 1
    content = roadmap_calendar(load_catalog(), dossier, day or date.today(), with_names=with_names)
    return _write(target, content, "agenda écrit")


def _write_actions(source: Path, target: Path, day: date | None) -> int:
    from premierspas.exports.roadmap_csv import roadmap_csv
    from premierspas.exports.roadmap_json import roadmap_json
    from premierspas.exports.roadmap_xlsx import roadmap_workbook

    forms = {".xlsx": roadmap_workbook, ".csv": roadmap_csv, ".json": roadmap_json}
    form = forms.get(target.suffix.lower())
    if form is None:
        print(f"« {target} » doit finir par .xlsx, .csv ou .json.", file=sys.stderr)
        return 1
    dossier = _dossier_of(source)
    if dossier is None:
        return 1
    return _write(target, form(load_catalog(), dossier, day or date.today()), "actions écrites")


def _results_of(source: Path, day: date | None) -> Results | None:
    """What the tool concludes from the dossier of ``source``; None once the refusal is said."""
    from premierspas.results import results

    dossier = _dossier_of(source)
    return None if dossier is None else results(load_catalog(), dossier, day or date.today())


def _dossier_of(source: Path) -> Dossier | None:
    """The dossier that ``source`` holds; None once the refusal is said."""
    from premierspas.dossier.file import DossierFileError
    from premierspas.dossier.from_pdf import MAX_PDF_BYTES, from_file

    try:
        with source.open("rb") as file:
            return from_file(file.read(MAX_PDF_BYTES + 1))
    except OSError as error:
        print(f"Impossible de lire « {source} » ({error.strerror}).", file=sys.stderr)
        return None
    except DossierFileError as refusal:
        print(refusal, file=sys.stderr)
        return None


def _write(target: Path, content: bytes, said: str) -> int:
    try:
        target.write_bytes(content)
    except OSError as error:
        print(f"Impossible d’écrire « {target} » ({error.strerror}).", file=sys.stderr)
        return 1
    print(f"{target} : {said}.")
    return 0


def _write_schema() -> int:
    from premierspas.dossier.file import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0


def _purge() -> int:
    from premierspas.settings import Settings, SettingsError
    from premierspas.storage import DossierStore, StorageError

    try:
        settings = Settings.from_environment()
        erased = DossierStore.at(settings.database_url).purge(settings.retention_months)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    except StorageError:
        print("La base de données ne répond pas. Vérifiez PREMIERS_PAS_BASE.", file=sys.stderr)
        return 1
    print(f"{erased} dossier(s) effacé(s).")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
