"""The dossier that the roadmap PDF carries, also once another program has saved that PDF again.

A PDF is never trusted: its size, what its streams may grow to and the attached file are all bounded,
and nothing is drawn from it but that file. pypdf takes long to import, so it is imported when a PDF
comes in.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from premierspas.dossier.file import FILE_NAME, MAX_BYTES, DossierFileError, from_json
from premierspas.dossier.model import Dossier

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PDF_BYTES = 20_000_000  # the PDF of a dossier filled to the brim stays far under it
_HEADER_WITHIN = 1024  # bytes: where readers look for « %PDF »
_RATHER = f"choisissez le fichier du dossier, « {FILE_NAME} »"


def from_file(content: bytes) -> Dossier:
    """The dossier of a JSON file or of a PDF. Raises DossierFileError."""
    is_pdf = content[:_HEADER_WITHIN].lstrip().startswith(b"%PDF-")
    return from_pdf(content) if is_pdf else from_json(content)


def from_pdf(content: bytes) -> Dossier:
    """The dossier attached to a roadmap.

    Raises DossierFileError: too large, unreadable, protected, without a dossier or with several
    different ones, or with one that ``from_json`` refuses.
    """
    if len(content) > MAX_PDF_BYTES:
        raise DossierFileError(
            f"Ce PDF est trop gros (au plus {MAX_PDF_BYTES // 1_000_000} Mo) pour être une feuille de "
            f"route de l’outil. Reprenez le PDF d’origine, ou {_RATHER}."
        )
    found = set(_attached(content))
    if not found:
        raise DossierFileError(
            "Ce PDF ne contient pas de dossier. Imprimer en PDF, fusionner ou convertir un PDF retire sa "
            f"pièce jointe. Reprenez le PDF que l’outil vous a donné, ou {_RATHER}."
        )
    if len(found) > 1:
        raise DossierFileError(
            "Ce PDF contient plusieurs dossiers différents. Ouvrez-le dans un lecteur de PDF, enregistrez "
            "la bonne pièce jointe (le trombone), puis choisissez-la ici."
        )
    return from_json(found.pop())


def _attached(content: bytes) -> list[bytes]:
    """What is attached under the name of a dossier file."""
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import LimitReachedError

    bounds = {
        "maximum_declared_stream_length": MAX_PDF_BYTES,
        "zlib_maximum_output_length": MAX_BYTES,
        "lzw_maximum_output_length": MAX_BYTES,
        "run_length_maximum_output_length": MAX_BYTES,
        "brotli_maximum_output_length": MAX_BYTES,
        "array_based_stream_maximum_output_length": MAX_BYTES,
        "stream_decoding_work_maximum_length": 2 * MAX_BYTES,
        "stream_filters_maximum_length": 2,
        "zlib_maximum_recovery_input_length": 0,  # byte by byte: slow, and a cut dossier is refused
    }
    try:
        with apply_configuration(None, **bounds):
            reader = PdfReader(BytesIO(content), strict=False)
            if not reader.is_encrypted:
                return list(_dossiers(reader))
    except LimitReachedError as error:
        raise DossierFileError(
            f"Ce PDF contient une pièce jointe trop grosse pour être un dossier. Pour continuer, {_RATHER}."
        ) from error
    except Exception as error:  # pypdf raises of everything on what is not quite a PDF
        raise DossierFileError(
            "Ce PDF est abîmé : il ne peut pas être lu. Reprenez le PDF que l’outil vous a donné, ou "
            f"{_RATHER}."
        ) from error
    raise DossierFileError(
        "Ce PDF est protégé. Enregistrez-le sans protection dans votre lecteur de PDF, ou "
        f"{_RATHER}."
    )


def _dossiers(reader: PdfReader) -> Iterator[bytes]:
    """From the list of attachments, or else from the associated files: some programs keep one only."""
    from pypdf.generic import ArrayObject

    listed = reader.attachments.get(FILE_NAME, [])
    yield from listed
    associated = reader.root_object.get("/AF")
    if listed or associated is None:
        return
    files = associated.get_object()
    for file in files if isinstance(files, ArrayObject) else [files]:
        entry = file.get_object()
        if FILE_NAME in (entry.get("/UF"), entry.get("/F")):
            yield entry["/EF"]["/F"].get_object().get_data()
