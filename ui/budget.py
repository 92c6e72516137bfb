"""The budget on screen: the answer first, then the account, the statuts side by side, the reasons."""

from __future__ import annotations

from premierspas.budget import Budget, Explained, StatusBalance
from premierspas.budget.alerts import Alert
from premierspas.budget.cash import CashYear
from premierspas.budget.statuses import compared
from premierspas.french import days, euros_rounded, listing, month
from premierspas.profile import profile_choice
from ui import page, st, state
from ui.charts import cash_chart, cost_chart

_SHOWN_EFFECTS = 6


def answer(shown: Budget) -> None:
    """The sentence that people came for."""
    status = shown.shown
    if shown.chosen is None:
        st.markdown(f"○ {shown.without_status}. En attendant, voici : {status.sentence}")
    else:
        st.markdown(f"**{status.sentence}**")
    if status.problem:
        st.error(f"▲ {status.problem}")


def when_money_lacks(shown: Budget) -> None:
    """When the account goes below zero, and what to ask for."""
    status = shown.shown
    if status.cash.first_below and not status.problem:
        st.warning(f"▲ {status.cash_message}.", icon=None)
    elif not status.problem:
        st.markdown(f"✓ {status.cash_message}.")


def meaning(shown: Budget) -> None:
    """A full year, what the person receives, what becomes of it later, what we assumed."""
    status = shown.shown
    if not status.problem:
        lines = [f"Une année pleine : {status.balance_in_words}."]
        if status.balance_symbol:
            lines.append(
                f"{status.balance_symbol} : les recettes paient {status.coverage_in_words} du coût."
            )
        lines.append(f"Net pour la personne, avant impôt : {status.net_in_words}.")
        if status.missing:
            lines.append(f"À payer par chaque professionnel : {status.per_professional_in_words}.")
        lines += (*status.afterwards, shown.before_aci)
        st.markdown("\n".join(f"- {line}" for line in lines if line))
    if shown.own_values_in_words:
        st.markdown(f"✎ {shown.own_values_in_words}")
    _assumed(shown)


def _assumed(shown: Budget) -> None:
    with st.expander(f"Ce que vous n’avez pas dit, et que nous supposons ({len(shown.defaults)})"):
        st.table(
            [
                {"Choix": d.label, "Nous comptons": d.value, "Pourquoi": d.why}
                for d in shown.defaults
            ],
            hide_index=True,
            alt="Ce que nous supposons",
        )
        st.markdown("Changez ces valeurs dans « Nos choix ».")


def explain(shown: Budget, figure: Explained, sentence: str = "") -> None:
    """A figure, the steps that lead to it, what is doubtful about them, its sources."""
    behind = [f for f in shown.figures_used if f.parameter.id in figure.parameters]
    own = [f"✎ {f.parameter.label} : {f.value_in_words}, votre valeur." for f in behind if f.own]
    doubts = dict.fromkeys(f.why_check for f in behind if f.why_check and f.own is None)
    badge = " · ? à vérifier" if doubts else ""
    with st.expander(f"Comment ce chiffre est calculé : {figure.title}{badge}"):
        if sentence:
            st.markdown(sentence)
        st.markdown("\n".join(f"1. {step}" for step in figure.steps_in_words))
        for words in (*own, *(f"**? À vérifier.** {doubt}" for doubt in doubts)):
            st.markdown(words)
        if figure.remark:
            st.caption(figure.remark)
        page.sources(figure.sources)


def result(shown: Budget) -> None:
    """What comes in, what goes out, what to know, what changes it most."""
    cost_chart(shown)
    if shown.line:
        explain(shown, shown.line, shown.line_sentence)
        st.markdown(shown.advance)
    else:
        st.markdown("○ Indiquez la patientèle, ou un montant : le calcul de l’ACI apparaîtra ici.")
    status = shown.shown
    for figure in (status.cost.explained, status.explained_net, status.explained_balance):
        if figure:
            explain(shown, figure)
    _break_even(shown)
    if effects := shown.shown.effects[:_SHOWN_EFFECTS]:
        st.header("Ce qui change le plus ce résultat", anchor=False)
        st.markdown("\n".join(f"- {effect.in_words}" for effect in effects))
    st.header("À savoir avant de choisir", anchor=False)
    if fit := profile_choice(state.catalog(), state.dossier()).chosen_fit:
        st.markdown(f"**{fit.in_words}** {fit.reason}")
        page.sources(fit.sources)
    alerts((*shown.shown.alerts, *shown.alerts))
    st.markdown(
        "Pour l’ensemble de l’ACI, l’Assurance Maladie a son propre calculateur : "
        "calculette-maisondesante.ameli.fr."
    )


def alerts(found: tuple[Alert, ...]) -> None:
    """What must be known, with its source."""
    for alert in found:
        source = state.catalog().cite(alert.sources)
        st.markdown(f"▲ {alert.text}  \n:small[Source : {source}]")


def _break_even(shown: Budget) -> None:
    status = shown.shown
    st.header("Le point d’équilibre", anchor=False)
    st.table(
        [
            {
                "Lecture de la règle": reading,
                "Patients qu’il faut": patients,
                "Jours par semaine que l’on peut payer": paid,
            }
            for reading, patients, paid in status.break_even
        ],
        hide_index=True,
        alt="Patients qu’il faut et jours que l’on peut payer",
    )
    st.caption(
        f"Pour une année pleine, {status.status.label}, {days(shown.days_per_week)} par semaine, au "
        "coût central."
    )


# --- month by month -------------------------------------------------------------------------------
def account(shown: Budget) -> None:
    """The account of the statut on screen: curve, years, months, what the ACI pays and when."""
    status = shown.shown
    cash_chart(status)
    if status.explained_lowest:
        explain(shown, status.explained_lowest)
    st.table(
        [_year_row(rank, year) for rank, year in enumerate(status.cash.years, 1)],
        hide_index=True,
        alt="Ce qui sort et ce qui entre, année par année",
    )
    with st.expander("Voir les chiffres mois par mois"):
        st.table(
            [
                {
                    "Mois": month(m.month),
                    "Sort": _cents(m.out),
                    "ACI": _cents(m.aci),
                    "Aide": _cents(m.aid),
                    "Équipe et autres": _cents(m.contributions + m.other),
                    "En caisse": ("▲ " if m.balance < 0 else "") + _cents(m.balance),
                }
                for m in status.cash.months
            ],
            hide_index=True,
            alt="La trésorerie mois par mois",
        )
    st.caption(
        "Le calcul prudent prend le coût le plus haut et ne compte, l’année de la signature, que les mois "
        "sous contrat. Les mois de versement de l’ACI sont à vérifier avec votre CPAM."
    )


def _year_row(rank: int, year: CashYear) -> dict[str, str]:
    return {
        "Année": f"{rank} : {month(year.first)} à {month(year.last)}",
        "Sort": _cents(year.total("out")),
        "ACI": _cents(year.total("aci")),
        "Aide": _cents(year.total("aid")),
        "Équipe et autres": _cents(year.total("contributions") + year.total("other")),
        "En caisse à la fin": ("▲ " if year.balance < 0 else "") + _cents(year.balance),
    }


def _cents(value: int) -> str:
    return euros_rounded(value / 100)


# --- side by side ---------------------------------------------------------------------------------
def side_by_side(shown: Budget) -> None:
    """Every statut at equal time: our figures, then the Diaporama's table and what it means."""
    st.markdown(f"À temps égal : {shown.days_note}.")
    names = [("→ " if s is shown.chosen else "") + s.status.label for s in shown.statuses]
    st.table(
        [
            {"Chiffre": label} | dict(zip(names, values, strict=True))
            for label, values in compared(shown.statuses)
        ],
        hide_index=True,
        alt="Les statuts côte à côte",
    )
    st.header("Ce que dit le Diaporama de chaque statut", anchor=False)
    labels = state.catalog().statuses.row_labels
    st.table(
        [
            {"Ligne du tableau": label}
            | {s.status.label: st.plain(getattr(s.status.rows, name).text) for s in shown.statuses}
            for name, label in labels
        ],
        hide_index=True,
        alt="Les huit lignes du tableau du Diaporama, statut par statut",
    )
    added = listing(f"« {s.status.label} »" for s in shown.statuses if s.status.added)
    st.caption(
        f"Chiffres de 2018-2019. Notre ajout : {added} (pour un CDD, le Diaporama dit seulement « + 10 % si "
        "CDD »)."
    )
    st.header("Ce que cela veut dire pour nous", anchor=False)
    for status in shown.statuses:
        _meaning(status)


def _meaning(status: StatusBalance) -> None:
    found = status.status
    labels = state.catalog().statuses.row_labels
    with st.expander(found.label):
        st.markdown(f"{found.explanation} {found.for_us}")
        explained = status.cost.explained
        st.markdown("\n".join(f"1. {step}" for step in explained.steps_in_words))
        st.caption(explained.remark)
        notes = [
            f"- **{label}.** {row.note}"
            for name, label in labels
            if (row := getattr(found.rows, name)).note
        ]
        st.markdown("\n".join(["**Nos remarques sur le tableau**", "", *notes]))
        page.sources(found.sources)
