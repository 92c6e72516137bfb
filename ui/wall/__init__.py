"""What the wall shows: one idea a screen, large, at most seven lines."""

from ui.wall.screens import draw

__all__ = ["draw"]
