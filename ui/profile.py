"""The page of the profile: three profiles side by side, readings to correct, statuts, support."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from premierspas.content.models import Profile, SourceRef
from premierspas.dossier.changes import Change, set_in_part, set_score, set_weight
from premierspas.french import count
from premierspas.profile import CLOSEST, LEVEL_WORDS, POINTS, ProfileChoice, Reading
from premierspas.profile.statuses import REMINDER
from premierspas.profile.support import days_in_words
from ui import fields, page, st, state

_PARTS = {
    "speeds_up": "Ce qui accélère",
    "slows": "Ce qui freine",
    "asks": "Ce que cela vous demande",
}


def describe(profile: Profile) -> None:
    """What a profile speeds up, slows down, asks of the team."""
    st.subheader(profile.label, anchor=False)
    st.markdown(profile.explanation)
    cited: list[SourceRef] = []
    for part, title in _PARTS.items():
        points = getattr(profile, part)
        st.markdown(f"**{title}**\n" + "\n".join(f"- {point.text}" for point in points))
        cited += [source for point in points for source in point.sources]
    _sources_of(cited)


def _sources_of(cited: Iterable[SourceRef]) -> None:
    with st.popover("Sources", type="tertiary"):
        page.sources(dict.fromkeys(cited))


# --- points ---------------------------------------------------------------------------------------
def points_left(choice: ProfileChoice) -> None:
    """How many points are still to be spread, and a way to spread them equally."""
    left = choice.points_left
    if left < 0:
        st.markdown(
            f"▲ Vous avez réparti {count(-left, 'point')} de trop : le calcul reste en proportion."
        )
    elif left == 0:
        st.markdown(f"✓ Vos {POINTS} points sont répartis.")
    else:
        st.markdown(f"→ Il reste {count(left, 'point')} à répartir.")
    if choice.rest_spread:
        st.button(
            "Répartir le reste à parts égales",
            key="profile-spread-rest",
            help="Entre les critères encore vides.",
            on_click=_give,
            args=(choice.rest_spread,),
        )


def _give(points: Mapping[str, int]) -> None:
    for criterion, given in points.items():
        state.change(set_weight(criterion, given))


def advice(choice: ProfileChoice) -> None:
    """What the points say, and how much they would have to move to say something else."""
    st.info(choice.advice, icon=":material/balance:")
    if not choice.solidity:
        return
    st.subheader("Ce conseil est-il solide ?", anchor=False)
    st.markdown(choice.solidity)
    closest, others = choice.sensitivity[:CLOSEST], choice.sensitivity[CLOSEST:]
    st.markdown("\n".join(f"- {sentence}" for sentence in closest))
    if others:
        with st.expander("Les changements plus lointains"):
            st.markdown("\n".join(f"- {sentence}" for sentence in others))


# --- readings -------------------------------------------------------------------------------------
def readings_table(choice: ProfileChoice) -> None:
    """How each profile does on each criterion, in words."""
    st.table(
        [
            {"Critère": c.criterion.label, "Vos points": str(c.points or "–")}
            | {p.label: _in_words(c.reading(p.id)) for p in choice.profiles}
            for c in choice.criteria
        ],
        hide_index=True,
        alt="Réponse de chaque profil à chaque critère, en mots",
    )


def _in_words(reading: Reading) -> str:
    return reading.word + (" (votre lecture)" if reading.edited else "")


def correct_readings(choice: ProfileChoice) -> None:
    """One criterion: for each profile its level, ours or the team's, the reason and the source."""
    st.markdown(
        "Ces niveaux sont un jugement : le nôtre, d’après les documents. Choisissez un autre niveau "
        "s’il ne vous ressemble pas."
    )
    by_id = {c.criterion.id: c for c in choice.criteria}
    shown = fields.part_of_page(
        "Critère à regarder", "profile-criterion", list(by_id),
        lambda key: by_id[key].criterion.label + (" (votre lecture)" if by_id[key].edited else ""),
    )  # fmt: skip
    weighted = by_id[shown]
    st.markdown(f"**{weighted.criterion.question}**")
    columns = st.columns(len(choice.profiles), border=True)
    for column, profile in zip(columns, choice.profiles, strict=True):
        with column:
            _correct(shown, profile, weighted.reading(profile.id))
    if any(c.edited for c in choice.criteria):
        st.button(
            "Revenir à toutes nos lectures",
            key="profile-our-readings",
            icon=":material/undo:",
            on_click=state.change,
            args=(set_in_part("profile", "scores", {}),),
        )


def _correct(criterion: str, profile: Profile, reading: Reading) -> None:
    def to_change(level: int | None) -> Change:
        ours = level == reading.ours.level
        return set_score(criterion, profile.id, None if ours else level)

    fields.choice(
        profile.label,
        f"score-{criterion}-{profile.id}",
        reading.level,
        range(len(LEVEL_WORDS)),
        lambda level: (
            LEVEL_WORDS[level] + (" (notre lecture)" if level == reading.ours.level else "")
        ),
        to_change,
    )
    if reading.edited:
        st.markdown(f"**Votre lecture : {reading.word}.**")
    st.markdown(f"**Notre lecture : {reading.our_word}.** {reading.reason}")
    page.sources(reading.sources)


# --- statuts and support --------------------------------------------------------------------------
def statuses(choice: ProfileChoice) -> None:
    """The verdict with the statut that the budget considers, then every pair, then why."""
    if choice.chosen_fit:
        st.markdown(f"**{choice.chosen_fit.in_words}** {choice.chosen_fit.reason}")
        page.sources(choice.chosen_fit.sources)
    elif choice.verdict:
        st.markdown("○ Choisissez un statut sur la page Budget : notre avis s’affichera ici.")
    labels = dict.fromkeys(fit.status_label for fit in choice.status_fits)
    opinions = {(fit.profile.id, fit.status_label): fit.opinion for fit in choice.status_fits}
    st.table(
        [
            {"Statut": label} | {p.label: opinions[p.id, label] for p in choice.profiles}
            for label in labels
        ],
        hide_index=True,
        alt="Avis sur chaque profil avec chaque statut : compatible, avec prudence ou risqué",
    )
    added = next(s for s in state.catalog().statuses.statuses if s.added)
    st.caption(f"{REMINDER} **{added.label}.** {added.explanation}")
    with st.expander("Pourquoi ces avis"):
        for profile in choice.profiles:
            st.subheader(profile.label, anchor=False)
            for fit in choice.fits_of(profile):
                st.markdown(f"**{fit.status_label} : {fit.opinion}.** {fit.reason}")
                page.sources(fit.sources)


def support(choice: ProfileChoice) -> None:
    """The plan of the verdict, then those of the other profiles, folded."""
    if choice.verdict:
        st.subheader(choice.verdict.label, anchor=False)
        _plan(choice, choice.verdict)
    for profile in choice.profiles:
        if profile != choice.verdict:
            instead = " (à défaut)" if profile == choice.fallback else ""
            with st.expander(profile.label + instead):
                _plan(choice, profile)


def _plan(choice: ProfileChoice, profile: Profile) -> None:
    """What a profile needs to succeed, when, and the days that it takes."""
    st.markdown(choice.support_in_words(profile))
    st.table(
        [
            {
                "Quoi": f"**{item.label}** · {item.explanation}",
                "Quand": item.when,
                "Temps": days_in_words(item),
            }
            for item in profile.support
        ],
        hide_index=True,
        alt=f"Accompagnement à prévoir : {profile.label}",
    )
    _sources_of(source for item in profile.support for source in item.sources)
