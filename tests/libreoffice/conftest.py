"""LibreOffice without a screen, with a profile of its own so that it never meets another one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.programs import DEBIAN_PACKAGES, find, lacks_calc

Convert = Callable[[Path, str, str], dict[str, bytes]]


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Turn every file of a folder with one suffix into files with another, as LibreOffice reads them;
    by name without suffix."""
    soffice = find("libreoffice")
    if soffice is None or lacks_calc():
        packages = " ".join(DEBIAN_PACKAGES["libreoffice"][1:])
        missing = f"LibreOffice is not whole on this machine (Debian packages {packages})"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    profile = tmp_path_factory.mktemp("profil")

    def run(folder: Path, before: str, after: str) -> dict[str, bytes]:
        target = folder / "converti"
        files = sorted(folder.glob(f"*.{before}"))
        done = subprocess.run(
            [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless",
             "--convert-to", after, "--outdir", str(target), *map(str, files)],
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        found = {file.stem: file.read_bytes() for file in target.glob(f"*.{after}")}
        assert found.keys() == {file.stem for file in files}, done.stdout + done.stderr
        return found

    return run


@pytest.fixture(scope="session")
def to_pdf(convert: Convert) -> Callable[[Path], dict[str, bytes]]:
    """Turn every Word file of a folder into a PDF."""
    return lambda folder: convert(folder, "docx", "pdf")
