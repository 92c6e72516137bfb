"""How to reach a workshop: the QR code, the code, the address; for phones and for the wall."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from premierspas.storage import Held
from ui import live, st


@lru_cache(maxsize=64)
def qr(address: str) -> str:
    """A QR code of ``address`` as SVG, black on white whatever the theme: cameras want it so."""
    import segno

    content = BytesIO()
    segno.make(address, error="m", micro=False).save(
        content, kind="svg", scale=10, border=3, dark="#000", light="#fff", xmldecl=False
    )
    return content.getvalue().decode()


def readable(code: str) -> str:
    """« ABC DEF »."""
    return f"{code[:3]} {code[3:]}"


def invitation(held: Held) -> None:
    """What participants need, on the facilitator's page."""
    address = live.phone_address(held.code)
    st.header("Inviter", anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.image(qr(address), width=200, alt=f"QR code qui ouvre {address}")
        with st.container(width="content"):
            st.markdown(f"Code de l’atelier : **{readable(held.code)}**")
            st.markdown("Le lien à envoyer :")
            st.code(address, language=None, width="content")
    st.caption(
        "Le même lien sert avant, pour répondre seul, et pendant l’atelier. Il ne donne accès ni au "
        "dossier, ni à l’animation."
    )


def projector_link(held: Held) -> None:
    """Open the wall in another window."""
    st.link_button(
        "Ouvrir le projecteur",
        f"/projecteur?code={held.code}",
        icon=":material/cast:",
    )
