"""What will, what won't the coordinator do: sort the cards, compare, name who does it, the charter."""

from premierspas.charter import charter_of
from premierspas.expectations import expectations
from premierspas.french import count
from ui import fields, page, roles, state
from ui.cards import sort_cards

page.header("attentes")
catalog = state.catalog()
placed = expectations(catalog, state.dossier())

to_place = len(placed.cards) - len(placed.placed)
PARTS = {
    "sort": "Trier" + (f" ({to_place} à placer)" if to_place else ""),
    "compare": "Comparer et décider"
    + (f" ({len(placed.to_debate)} à décider)" if placed.to_debate else ""),
    "who": "Qui le fait alors ?"
    + (f" ({count(len(placed.orphans), 'tâche')} sans personne)" if placed.orphans else ""),
    "charter": "La charte",
}
part = fields.part_of_page("Ce que vous faites", "card-part", list(PARTS), PARTS.__getitem__)

last = True  # part of the part, where it has several
if part == "sort":
    views = {"cards": "Carte par carte", "list": "En liste"}
    view = fields.part_of_page("Affichage", "card-view", list(views), views.__getitem__)
    if view == "cards":
        sort_cards(placed)
        roles.explain_ways()
    else:
        last = roles.sort_in_a_list(placed)
elif part == "compare":
    last = roles.compare(placed)
elif part == "who":
    roles.name_who(placed)
else:
    roles.show(charter_of(catalog, placed))
if last:
    fields.next_part("card-part", part, list(PARTS), PARTS.__getitem__)
page.footer("attentes")
