"""Find a Chromium for the browser tests, or install one: ``python scripts/chromium.py``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")


def find() -> str | None:
    """Path of a Chromium on this machine, None when there is none but perhaps Playwright's own."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> int:
    """Make sure that there is a Chromium; 0 when there is."""
    if find():
        return 0
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call(["apt-get", "update", "-qq"], env=quiet)
        subprocess.call(["apt-get", "install", "-y", "-qq", "chromium"], env=quiet)
        if find():
            return 0
    return subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"])


if __name__ == "__main__":
    raise SystemExit(install())
