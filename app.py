"""What ``streamlit run app.py`` starts. The page itself is ``ui/shell.py``."""

import streamlit as st

from ui.errors import show_error
from ui.server import lifespan, middleware, routes

app = st.App(
    "ui/shell.py",
    routes=routes,
    lifespan=lifespan,
    middleware=middleware,
    on_script_error=show_error,
)
