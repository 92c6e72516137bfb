"""« Tout va bien ? »: looked at the day before a workshop, and ten minutes before."""

from premierspas import checks
from premierspas.example import example_dossier
from premierspas.french import clock as at
from premierspas.french import long_date
from premierspas.results import results
from premierspas.settings import Settings
from ui import live, page, st, state, visitor

page.header("verification")
held = live.begin()


def example_pdf() -> bytes:
    from premierspas.report import roadmap_pdf  # fpdf2 takes over half a second to import

    return roadmap_pdf(results(state.catalog(), example_dossier(), visitor.today()))


settings = Settings.from_environment()
here = visitor.local(live.now())
address = live.address() if held else live.address_without_workshop()
found = [
    checks.database(state.store()),
    checks.disk(settings.database_url),
    checks.reachable(address),
    checks.clock(state.store(), live.now(), f"{at(here)}, le {long_date(here.date())}"),
    checks.fonts(),
    checks.pdf(example_pdf),
]
shown = [check for check in found if check is not None]
if all(check.fine for check in shown):
    st.success("✓ Tout va bien.", icon=None)
else:
    st.warning("▲ Il reste quelque chose à régler.", icon=None)
st.table(
    [
        {
            "Quoi": check.label,
            "État": check.symbol,
            "Constat": check.found,
            "À faire": check.advice or "rien",
        }
        for check in shown
    ],
    hide_index=True,
    alt="Ce qui a été vérifié, et ce qu’il reste à faire",
)
st.markdown(
    f"**Pour finir, un vrai téléphone.** Connectez-le au Wi-Fi de la salle et ouvrez {address}/j. S’il ne "
    "s’ouvre pas, le Wi-Fi sépare peut-être les appareils : demandez un autre réseau, partagez la "
    "connexion d’un téléphone, ou animez à main levée."
)
if st.button("Vérifier de nouveau", icon=":material/refresh:"):
    st.rerun()
