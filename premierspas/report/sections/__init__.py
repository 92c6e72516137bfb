"""One module a section: from its view to the canvas."""
