"""On each page: what workshops decided there, and the votes."""

from __future__ import annotations

from premierspas.content.models import VoteKind
from premierspas.decisions import decisions
from ui import st, state

_PAGES: dict[VoteKind, str] = {
    VoteKind.READINESS: "prerequis",
    VoteKind.EXPECTATIONS: "attentes",
    VoteKind.TASKS: "missions",
    VoteKind.MISSIONS: "missions",
    VoteKind.WEIGHTS: "profil",
    VoteKind.PROFILE: "profil",
    VoteKind.BUDGET: "budget",
    VoteKind.ACTIONS: "feuille-de-route",
    VoteKind.CONSENT: "feuille-de-route",
}


def decided_here(page: str) -> None:
    """« Acté en atelier » with each decision of this page; nothing when there is none."""
    kinds = {kind.value for kind, where in _PAGES.items() if where == page}
    found = [d for d in decisions(state.dossier()) if d.key.partition(".")[0] in kinds]
    if not found:
        return
    with st.expander(f"✓ Acté en atelier ({len(found)})", icon=":material/gavel:"):
        for decided in found:
            st.markdown(f"**{st.plain(decided.decision.question)}** {st.plain(decided.in_words)}")
            if decided.decision.minority:
                st.markdown(f"*Avis minoritaire.* {st.plain(decided.decision.minority)}")
            st.caption(f"Le {decided.on}. {st.plain(decided.votes_in_words)}")
