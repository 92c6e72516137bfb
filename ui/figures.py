"""The dated figures on screen: value, base, history, source, check date, and the team's own value."""

from __future__ import annotations

from premierspas.budget import Budget, budget
from premierspas.budget.figures import Figure, Figures, acceptable, in_unit, own_value_problem
from premierspas.budget.sensitivity import effect_of_figure
from premierspas.budget.situation import FIGURES_WORDS
from premierspas.content.models import Parameter, ParametersFile
from premierspas.dossier.changes import set_in_scenario, set_own_value
from premierspas.french import long_date, lower_first
from ui import fields, scenarios, st, state, visitor

ORIGINS = {
    "document-source": "document de départ",
    "texte-officiel": "texte officiel",
    "hypothese": "hypothèse de notre part",
}


def own_values() -> None:
    """Which figures the team replaced, and whether they count."""
    budget_choices = state.dossier().budget
    if not budget_choices.own_values:
        st.markdown("Aucun chiffre n’est remplacé : ouvrez-en un pour saisir le vôtre.")
        return
    figures = Figures(state.catalog(), visitor.today(), budget_choices.own_values)
    rows = [figures.figure(name, visitor.today())
            for name in acceptable(state.catalog(), budget_choices.own_values)]  # fmt: skip
    st.header("Vos valeurs", anchor=False)
    st.table(
        [{"Chiffre": f.parameter.label, "Votre valeur": f.value_in_words,
          "La référence": in_unit(f.parameter, f.dated.value if f.dated else None)} for f in rows],
        hide_index=True, alt="Les chiffres que vous avez remplacés",
    )  # fmt: skip
    key = scenarios.current_key()
    if budget_choices.scenario(key).figures != "mes-valeurs":
        st.markdown(f"Elles ne comptent que dans « {FIGURES_WORDS['mes-valeurs']} ».")
        st.button(
            f"Les compter dans {st.plain(scenarios.name_of(key))}", key="count-own",
            on_click=state.change, args=(set_in_scenario(key, "figures", "mes-valeurs"),),
        )  # fmt: skip


def topic(file: ParametersFile) -> None:
    """Every figure of one subject."""
    st.header(file.topic, anchor=False)
    st.markdown(file.explanation)
    own = acceptable(state.catalog(), state.dossier().budget.own_values)
    today = visitor.today()
    figures = Figures(state.catalog(), today, own)
    shown = budget(state.catalog(), state.dossier(), today, scenarios.current_key())
    for parameter in file.parameters:
        _figure(figures.figure(parameter.id, today), shown, fixed=file.fixed)


def _figure(figure: Figure, shown: Budget, *, fixed: bool) -> None:
    parameter = figure.parameter
    badge = (
        " · ✎ votre valeur"
        if figure.own is not None
        else " · ? à vérifier"
        if figure.why_check
        else ""
    )
    with st.expander(f"{parameter.label} : {figure.value_in_words}{badge}"):
        st.markdown(f"{parameter.base[:1].upper()}{parameter.base[1:]}.")
        if figure.why_check:
            st.markdown(f"**? À vérifier.** {figure.why_check}")
        for words in (parameter.not_covered, _uncertainty(parameter)):
            if words:
                st.markdown(words)
        st.table(
            [
                {
                    "Depuis le": long_date(dated.since),
                    "Valeur": in_unit(parameter, dated.value),
                    "Source": state.catalog().cite((dated.reference,)),
                }
                for dated in reversed(parameter.values)
            ],
            hide_index=True,
            alt=f"Les valeurs successives : {parameter.label}",
        )
        st.caption(
            f"{ORIGINS[parameter.origin].capitalize()}, relu le {long_date(parameter.checked_on)}."
        )
        if fixed:
            return
        fields.number(
            f"Votre valeur ({parameter.unit})", f"own-{parameter.id}", figure.own,
            lambda value: set_own_value(parameter.id, value),
            lambda value: own_value_problem(parameter, value),
            placeholder="la référence", help="Vide : la référence compte de nouveau.",
        )  # fmt: skip
        _effect(figure, shown)


def _uncertainty(parameter: Parameter) -> str:
    around = parameter.uncertainty
    if around is None:
        return ""
    low, high = (in_unit(parameter, value) for value in (around.low, around.high))
    return f"Entre {low} et {high} : {around.reason}"


def _effect(figure: Figure, shown: Budget) -> None:
    """What the team's value changes in the scenario on screen, or what 10 % more would."""
    if effect := effect_of_figure(shown.situation, shown.shown.status.id, figure):
        where = f"{st.plain(scenarios.name_of(shown.key))}, {shown.shown.status.label}"
        st.markdown(f"Dans « {where} » : {lower_first(effect.in_words)}.")
