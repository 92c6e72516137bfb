"""Files for other programs than ours."""

from datetime import date


def budget_file_name(day: date) -> str:
    """« budget-2026-11-22.xlsx »: two downloads of different days do not replace each other."""
    return f"budget-{day:%Y-%m-%d}.xlsx"
