"""The facilitator's page: prepare the workshop, run it, act its decisions."""

from ui import live, page, state
from ui.facilitator import prepare, run

held = live.begin()
if held is None:
    page.header("atelier")
    prepare.choose()
elif not live.is_of_this_dossier():
    page.header("atelier")
    prepare.another_dossier()
elif held.workshop.started_at is None:
    page.header("atelier", "Préparer l’atelier")
    prepare.ready(held)
elif held.workshop.current is None:
    page.header("atelier", "L’atelier est terminé")
    run.ended(held)
else:
    page.header("atelier", state.catalog().stage[held.workshop.current.stage].label)
    run.running_stage(held)
