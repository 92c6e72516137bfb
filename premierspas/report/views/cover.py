"""The first page: who, what, when, and what is attached."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.dossier.without_names import names_held, names_removed
from premierspas.french import count, listing, long_date, number
from premierspas.report.views.words import TO_FILL, flat
from premierspas.results import Results

DEFAULT_TEAM = "Notre équipe"


@dataclass(frozen=True)
class CoverView:
    """``names_warning`` is empty when the file holds no name."""

    title: str
    promise: str
    team: str
    facts: tuple[tuple[str, str], ...]
    attachment: str
    names_warning: str
    demonstration: bool


def cover_view(results: Results) -> CoverView:
    """Identity of the team, and the warning about the names that the attached file holds."""
    team = results.dossier.team
    arrival = long_date(team.arrival) if team.arrival else "à choisir"
    names = names_held(results.dossier)
    return CoverView(
        title="Feuille de route vers notre coordinateur",
        promise="Où nous en sommes, ce que nous avons décidé, et ce que nous faisons maintenant.",
        team=flat(team.name) or DEFAULT_TEAM,
        facts=(
            ("Territoire", flat(team.territory) or TO_FILL),
            ("Patientèle", _counted(team.patients, "patient")),
            ("Équipe", _counted(team.professionals, "professionnel de santé")),
            ("Arrivée souhaitée", arrival),
            (
                "Signature de l’ACI",
                long_date(team.aci_signature) if team.aci_signature else TO_FILL,
            ),
            ("Personne ancre", flat(team.anchor) or "à nommer"),
            ("Contact à la fédération", flat(team.federation_contact) or TO_FILL),
            ("Document produit le", long_date(results.today)),
        ),
        attachment=(
            "Ouvrez ce PDF dans l’outil Premiers pas pour reprendre le dossier là où vous l’avez "
            "laissé. Imprimer, ou « imprimer en PDF », retire la pièce jointe : gardez aussi le fichier "
            "du dossier."
            + (" Les noms des personnes ont été retirés." if names_removed(results.dossier) else "")
        ),
        names_warning=(
            f"Le dossier joint contient des noms de personnes ({listing(names)}). Pensez-y avant de le "
            "transmettre."
            if names
            else ""
        ),
        demonstration=results.dossier.demonstration,
    )


def _counted(value: int | None, word: str) -> str:
    if value is None:
        return TO_FILL
    if word == "professionnel de santé":
        return count(value, word, "professionnels de santé")
    return f"{number(value)} {word}s" if value > 1 else count(value, word)
