"""The sheet of the salary: from the gross to the cost and to the net, each step a formula of the law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from premierspas.budget import Budget, StatusBalance
from premierspas.budget.costs import Employee, employee_of, extras_of
from premierspas.budget.money import MONTHS
from premierspas.budget.salary import (
    EMPLOYEE,
    EMPLOYER,
    EMPLOYER_EXECUTIVE,
    FIXED_TERM,
    PAYROLL_TAX,
    REDUCTION,
    smic_in_force,
)
from premierspas.budget.situation import SALARIED, Situation
from premierspas.content.models import StatusId
from premierspas.exports.sheet import LEGEND, Cell, Input, Kind, Line, Live, Sheet
from premierspas.missions import HOURS_PER_DAY

_WIDTHS = (54, 19, 19, 62)
POSSIBLE = "✓ possible"
_YES, _NO = "oui", "non"
_ASSOCIATION, _SISA = "association", "SISA"
_RATES = {
    "Taux de l’employeur": EMPLOYER,
    "Si la personne est cadre": (*EMPLOYER_EXECUTIVE, "sal-apec"),
    "Taux du salarié": (*EMPLOYEE, "csg-crds", "csg-assiette"),
    "Réduction générale": REDUCTION,
    "Complémentaire santé": ("mutuelle", "mutuelle-part-employeur"),
    "CDD": FIXED_TERM,
    "Barème de la taxe sur les salaires": PAYROLL_TAX,
    "Fourchette": ("ecart-bas", "ecart-haut"),
    "Temps plein et limites": ("temps-plein", "smic-horaire", "plafond-securite-sociale"),
}
# What the comparison takes from here: its lines, and ours.
_LINKED = {
    "month_low": "month_low", "month_central": "month_central", "month_high": "month_high",
    "net_low": "net_shown", "net_high": "net_shown", "check": "check",
}  # fmt: skip
_REDUCTION = (
    "IF({paid_as}<=0,0,IF({reduction-limite}*{smic_month}/{paid_as}<=1,0,"
    "ROUND({reduction-minimum}+MIN({reduction-ecart},{reduction-ecart}"
    "*(({reduction-limite}*{smic_month}/{paid_as}-1)/({reduction-limite}-1))^{reduction-puissance}),4)))"
)
_TAX_ALONE = (
    "MIN({base},{ts-seuil-1})*{ts-taux-1}"
    "+MAX(MIN({base},{ts-seuil-2})-{ts-seuil-1},0)*{ts-taux-2}"
    "+MAX({base}-{ts-seuil-2},0)*{ts-taux-3}"
)
_TAX_DUE = (
    "IF({total}<={{ts-franchise}},0,MAX({total}-{{ts-decote-part}}*MAX({{ts-decote}}-{total},0)"
    f'-IF({{{{employer}}}}="{_ASSOCIATION}",{{{{ts-abattement}}}},0),0))'
)


def salary_sheet(
    sheet: Sheet, kept: Budget, about: str
) -> tuple[dict[StatusId, dict[str, str]], str]:
    """The sheet; the cells that hold cost, net and whether the pay is possible, by statut, and the one
    of the days a week (none with the Diaporama's own figures)."""
    situation = kept.situation
    sheet.begin("Le salaire, pas à pas", (about, *_notes(situation)), _WIDTHS)
    if situation.of_the_origin:
        return {}, ""
    found = {s.status.id: s for s in kept.statuses if s.status.id in SALARIED}
    sheet.header(("En euros par mois, sauf mention", *(s.status.label for s in found.values()),
                  "D’où cela vient"), numbers=len(found), rows=5)  # fmt: skip
    posts = {name: employee_of(situation, name, s.cost.days_per_week) for name, s in found.items()}
    cells = sheet.lines(
        (
            *_results(found),
            *_choices(kept),
            *_month(situation, posts),
            *_tax(situation, posts),
            *_ours(situation, found, posts),
            *_net(found),
            *_rates(situation),
        ),
        len(found),
    )
    links = {
        status: {name: sheet.far(cells[line][column]) for name, line in _LINKED.items()}
        for column, status in enumerate(found)
    }
    return links, sheet.far(cells["days"][0])


def _notes(situation: Situation) -> Iterable[str]:
    if situation.of_the_origin:
        yield (
            "Pas de calcul ici : ce scénario prend les chiffres du Diaporama (2018-2019), qui ne détaille "
            "pas le salaire."
        )
        yield "Pour un calcul pas à pas, choisissez les « Références 2026 » dans l’outil."
        return
    yield LEGEND
    yield (
        "Ordre de grandeur, employeur de moins de 50 salariés : l’ancienneté, les augmentations et les "
        "grilles à venir ne sont pas comptées."
    )


def _results(found: Mapping[StatusId, StatusBalance]) -> Iterable[Line]:
    """What every other line leads to, kept in sight at the top."""
    every = found.values()
    return (
        Line("month_central", "Coût pour vous, par mois", "euros",
             tuple(Live("{ours}+{extras}", s.cost.amount.monthly_central) for s in every),
             "Votre part du poste, et vos autres frais"),
        Line("month_low", "Coût par mois, au plus bas", "euros",
             tuple(Live("{ours}*(1-{ecart-bas})+{extras}", s.cost.amount.monthly_low) for s in every)),
        Line("month_high", "Coût par mois, au plus haut", "euros",
             tuple(Live("{ours}*(1+{ecart-haut})+{extras}", s.cost.amount.monthly_high) for s in every)),
        Line("year_central", "Coût pour vous, par an", "euros",
             tuple(Live("12*{month_central}", s.cost.amount.central) for s in every)),
        Line("net_shown", "Net pour la personne, par mois, avant impôt", "euros",
             tuple(Live("{net}", _net_month(s)) for s in every), "Ce que votre part lui apporte"),
    )  # fmt: skip


def _choices(kept: Budget) -> Iterable[Line | str]:
    situation, scenario = kept.situation, kept.situation.scenario
    pay_words = next(s.value for s in kept.settings if s.label == "Salaire")
    return (
        "À changer si besoin",
        Line("gross", "Salaire brut à temps plein", "euros", (Input(situation.gross_full_time),),
             f"Dans l’outil : {pay_words}"),
        Line("check", "Contrôle du brut", "word", (Live(
             'IF(ROUND({gross},2)<{smic_in_force},"▲ sous le SMIC",'
             f'IF(ROUND({{gross}},2)>{{plafond-securite-sociale}},"▲ au-dessus du plafond","{POSSIBLE}"))',
             _check(situation)),),
             "Sous le SMIC : interdit. Au-dessus du plafond : d’autres cotisations s’ajoutent."),
        Line("days", "Jours par semaine que vous payez", "number", (Input(situation.days_per_week),)),
        Line("shared", "Jours par semaine du poste entier", "number",
             (Input(scenario.shared_days_per_week),), "Vide : vous payez seuls tout le poste"),
        Line("hours", "Heures d’une journée", "number", (Input(HOURS_PER_DAY),)),
        Line("cadre", "Cadre", "word",
             (Input(_YES if scenario.executive else _NO, (_YES, _NO)),), "oui ou non"),
        Line("employer", "Employeur", "word", (Input(
             _ASSOCIATION if scenario.employer == "association" else _SISA, (_ASSOCIATION, _SISA)),),
             "association ou SISA : seule une association a droit à l’abattement"),
        Line("others", "Taxe sur les salaires des autres salariés, par an", "euros",
             (Input(scenario.other_payroll_tax or 0.0),), "Avant toute réduction"),
    )  # fmt: skip


def _check(situation: Situation) -> str:
    gross, figures = round(situation.gross_full_time, 2), situation.figures
    if gross < smic_in_force(figures):
        return "▲ sous le SMIC"
    return "▲ au-dessus du plafond" if gross > figures["plafond-securite-sociale"] else POSSIBLE


def _month(situation: Situation, posts: Mapping[StatusId, Employee]) -> Iterable[Line | str]:
    rules, every = situation.pay_rules, posts.values()

    def both(formula: str, name: str) -> tuple[Cell, ...]:
        return tuple(Live(formula, getattr(post.month, name)) for post in every)

    def if_fixed_term(formula: str, name: str) -> tuple[Cell, ...]:
        return tuple(
            Live(formula, getattr(post.month, name)) if status == "cdd" else 0.0
            for status, post in posts.items()
        )

    return (
        "Le mois du poste entier",
        Line("post", "Jours par semaine du poste", "number",
             (Live("MAX({days},{shared})", situation.post_days(situation.days_per_week)),)),
        Line("time", "Part d’un temps plein", "percent",
             (Live("{post}*{hours}/{temps-plein}",
                   situation.time(situation.post_days(situation.days_per_week))),),
             "Jours × heures d’une journée / heures d’un temps plein"),
        Line("brut", "Salaire brut", "euros", both("{gross}*{time}", "gross")),
        Line("bonus", "Indemnité de fin de contrat, mise de côté", "euros",
             if_fixed_term("{brut}*{cdd-precarite}", "bonus"), "CDD : en pourcentage du brut"),
        Line("paid", "Brut, indemnité comprise", "euros",
             tuple(Live("{brut}+{bonus}", p.month.gross + p.month.bonus) for p in every)),
        Line("contributions", "Cotisations de l’employeur", "euros",
             both("{paid}*{employer_rate}", "contributions"), "Total des taux, plus bas"),
        Line("paid_as", "Brut à temps plein pour la réduction", "euros",
             tuple(Live("{gross}*(1+{cdd-precarite})" if status == "cdd" else "{gross}",
                        situation.gross_full_time * (1 + rules.precarity * (status == "cdd")))
                   for status in posts)),
        Line("rate", "Coefficient de la réduction générale", "factor",
             both(_REDUCTION, "reduction_rate"),
             "Part minimale + part variable × ((limite × SMIC / brut − 1) / (limite − 1)) ^ puissance"),
        Line("reduction", "Réduction générale", "euros",
             tuple(Live("-{paid}*{rate}", -p.month.reduction) for p in every)),
        Line("health", "Complémentaire santé, part de l’employeur", "euros",
             both("{mutuelle}*{mutuelle-part-employeur}", "health")),
        Line("training", "Contribution formation des CDD", "euros",
             if_fixed_term("{paid}*{cdd-formation}", "fixed_term_training")),
        Line("before_tax", "Coût sans la taxe sur les salaires", "euros",
             both("{paid}+{contributions}+{reduction}+{health}+{training}", "cost")),
    )  # fmt: skip


def _tax(situation: Situation, posts: Mapping[StatusId, Employee]) -> Iterable[Line | str]:
    every, others = posts.values(), situation.scenario.other_payroll_tax or 0.0
    return (
        "Taxe sur les salaires, en euros par an",
        Line("welfare", "Prévoyance d’un cadre, par mois", "euros",
             tuple(Live(f'IF({{cadre}}="{_YES}",{{paid}}*{{cadre-prevoyance}},0)', p.month.welfare)
                   for p in every)),
        Line("base", "Salaire annuel taxé", "euros",
             tuple(Live("12*({paid}+{health}+{welfare})", p.month.taxed * MONTHS) for p in every),
             "Le brut, la part de l’employeur dans la mutuelle et dans la prévoyance"),
        Line("alone", "Taxe de ce salaire, avant réduction", "euros",
             tuple(Live(_TAX_ALONE, p.alone) for p in every), "Le barème par parts, plus bas"),
        Line("total", "Taxe de tout l’employeur, avant réduction", "euros",
             tuple(Live("{others}+{alone}", others + p.alone) for p in every)),
        Line("due", "À payer pour tous", "euros",
             tuple(Live(_TAX_DUE.format(total="{total}"), p.due) for p in every),
             "Rien jusqu’à la franchise, moins jusqu’à la fin de la décote, abattement des associations"),
        Line("already", "À payer sans ce poste", "euros",
             tuple(Live(_TAX_DUE.format(total="{others}"), p.already_due) for p in every)),
        Line("tax", "Ce que ce poste ajoute, par mois", "euros",
             tuple(Live("({due}-{already})/12", p.tax) for p in every)),
    )  # fmt: skip


def _ours(
    situation: Situation,
    found: Mapping[StatusId, StatusBalance],
    posts: Mapping[StatusId, Employee],
) -> Iterable[Line | str]:
    every = posts.values()
    return (
        "Votre part",
        Line("whole", "Coût du poste entier", "euros",
             tuple(Live("{before_tax}+{tax}", p.month.cost + p.tax) for p in every)),
        Line("share", "Votre part du poste", "percent",
             tuple(Live("{days}/{post}", p.share) for p in every)),
        Line("ours", "Coût de votre part", "euros",
             tuple(Live("{whole}*{share}", (p.month.cost + p.tax) * p.share) for p in every)),
        Line("extras", "Vos autres frais, par mois", "euros",
             tuple(Input(extras_of(situation, status)[0].monthly_central) for status in found),
             "Ce que vous avez saisi : médecine du travail, transport, gestion de la paie…"),
    )  # fmt: skip


def _net(found: Mapping[StatusId, StatusBalance]) -> Iterable[Line | str]:
    net = "({brut}*(1-{employee_rate})-{mutuelle}*(1-{mutuelle-part-employeur})-{csg-crds}*{health})*{share}"
    return (
        "Ce que la personne reçoit",
        Line("net", "Net par mois, avant impôt", "euros",
             tuple(Live(net, _net_month(s)) for s in found.values()),
             "Le brut, moins les cotisations du salarié, la CSG et sa part de mutuelle"),
    )  # fmt: skip


def _net_month(status: StatusBalance) -> float:
    assert status.cost.net is not None
    return status.cost.net.monthly_central


def _rates(situation: Situation) -> Iterable[Line | str]:
    """Every parameter of the formulas, then what several of them make together."""
    figures, rules = situation.figures, situation.pay_rules
    for title, names in _RATES.items():
        yield f"{title} (à changer si besoin)"
        for name in names:
            parameter = situation.catalog.parameter[name]
            kind: Kind = "number"
            value = figures[name]
            if parameter.unit == "%":
                kind, value = "percent", figures.share(name)
            elif parameter.unit.startswith("€"):
                kind = "euros"
            unit = "" if parameter.unit in ("%", "nombre") else f"{parameter.unit}, "
            yield Line(name, parameter.label, kind, (Input(value),), unit + parameter.base)
    yield "Ce que ces taux font ensemble"
    yield Line("employer_rate", "Employeur, du brut", "percent", (Live(
        f"SUM({{{EMPLOYER[0]}}}:{{{EMPLOYER[-1]}}})"
        f'+IF({{cadre}}="{_YES}",{{cadre-prevoyance}}+{{cadre-apec}},0)', rules.employer),))  # fmt: skip
    yield Line("employee_rate", "Salarié, du brut, CSG et CRDS comprises", "percent", (Live(
        f"SUM({{{EMPLOYEE[0]}}}:{{{EMPLOYEE[-1]}}})+{{csg-crds}}*{{csg-assiette}}"
        f'+IF({{cadre}}="{_YES}",{{sal-apec}}+{{csg-crds}}*{{cadre-prevoyance}},0)',
        rules.employee),))  # fmt: skip
    yield Line("smic_month", "SMIC de la réduction, par mois", "euros",
               (Live("{smic-reduction}*{temps-plein}*52/12", rules.smic),))  # fmt: skip
    yield Line("smic_in_force", "SMIC en vigueur, par mois", "euros",
               (Live("ROUND({smic-horaire}*{temps-plein}*52/12,2)", smic_in_force(figures)),))  # fmt: skip
