"""LibreOffice without a screen, with a profile of its own so that it never meets another one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.programs import DEBIAN_PACKAGES, find


@pytest.fixture(scope="session")
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], dict[str, bytes]]:
    """Turn every Word file of a folder into a PDF, as LibreOffice reads it; by name without suffix."""
    soffice = find("libreoffice")
    if soffice is None:
        package = DEBIAN_PACKAGES["libreoffice"][-1]
        missing = f"LibreOffice is not on this machine (Debian package {package})"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    profile = tmp_path_factory.mktemp("profil")

    def convert(folder: Path) -> dict[str, bytes]:
        target = folder / "pdf"
        files = sorted(folder.glob("*.docx"))
        run = subprocess.run(
            [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless",
             "--convert-to", "pdf", "--outdir", str(target), *map(str, files)],
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        found = {file.stem: file.read_bytes() for file in target.glob("*.pdf")}
        assert found.keys() == {file.stem for file in files}, run.stdout + run.stderr
        return found

    return convert
