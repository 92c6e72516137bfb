"""Find the programs that the tests need, or install them: ``python scripts/programs.py chromium``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge"),
    "libreoffice": ("soffice", "libreoffice"),
    "qpdf": ("qpdf",),
    "mutool": ("mutool",),
    "pdftoppm": ("pdftoppm",),
}
DEBIAN_PACKAGES = {
    "chromium": ("chromium",),
    "libreoffice": (
        "--no-install-recommends",
        "libreoffice-writer-nogui",
        "libreoffice-calc-nogui",
    ),
    "qpdf": ("qpdf",),
    "mutool": ("mupdf-tools",),
    "pdftoppm": ("poppler-utils",),
}


def find(program: str) -> str | None:
    """Path of ``program`` on this machine, None when there is none (but perhaps Playwright's own
    Chromium)."""
    return next((path for name in NAMES[program] if (path := shutil.which(name))), None)


def lacks_calc() -> bool:
    """There is a LibreOffice from Debian here, without the package that reads spreadsheets."""
    soffice = find("libreoffice")
    if soffice is None:
        return False
    programs = Path(soffice).resolve().parent
    return (programs / "libswlo.so").exists() and not (programs / "libsclo.so").exists()


def install(program: str) -> int:
    """Make sure that there is ``program`` where that can be done; 0 when nothing failed.

    Without LibreOffice, the tests that need it say so themselves.
    """
    if find(program) and not (program == "libreoffice" and lacks_calc()):
        return 0
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call(["apt-get", "update", "-qq"], env=quiet)
        subprocess.call(["apt-get", "install", "-y", "-qq", *DEBIAN_PACKAGES[program]], env=quiet)
        if find(program):
            return 0
    if program == "chromium":
        return subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"])
    return 0


if __name__ == "__main__":
    raise SystemExit(max(map(install, sys.argv[1:])))
