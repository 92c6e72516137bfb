"""Premiers pas: what the tool computes. Plain typed Python, never streamlit."""

__version__ = "0.1.0"
