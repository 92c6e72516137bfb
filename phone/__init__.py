"""What a participant's phone gets: small pages made by the server, without Streamlit.

A first visit of Streamlit costs 2.7 MB and 75 requests; a village hall does not have them.
"""

from phone.routes import PREFIX, phone_routes

__all__ = ["PREFIX", "phone_routes"]
