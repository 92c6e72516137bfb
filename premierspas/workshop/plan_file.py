"""A facilitator's own agenda as a file: made once, used for every team."""

from __future__ import annotations

import json

from pydantic import ValidationError

from premierspas.content import Catalog
from premierspas.french import listing
from premierspas.validation import expected, field_name
from premierspas.workshop.model import Plan

FORMAT = "premiers-pas/deroule"
FILE_NAME = "deroule-d-atelier.json"
MAX_BYTES = 200_000


class PlanFileError(Exception):
    """The file cannot be used; the message is in French and says what to do."""


def to_json(plan: Plan) -> str:
    """The agenda as the text of its file."""
    document = {"format": FORMAT} | plan.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def from_json(content: bytes, catalog: Catalog) -> Plan:
    """The agenda that a file holds. Raises PlanFileError."""
    refused = PlanFileError(
        f"Ce fichier n’est pas un déroulé d’atelier. Choisissez le fichier « {FILE_NAME} » que cette "
        "page vous a donné."
    )
    if len(content) > MAX_BYTES:
        raise refused
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refused from error
    if not isinstance(document, dict) or document.pop("format", None) != FORMAT:
        raise refused
    try:
        plan = Plan.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        raise PlanFileError(
            f"Ce déroulé contient une valeur que l’outil ne comprend pas : « {field_name(first['loc'])} » "
            f"({expected(first)}). Reprenez la copie d’origine."
        ) from error
    unknown = [s.stage for s in plan.stages if s.stage not in catalog.stage]
    if unknown:
        raise PlanFileError(
            f"Ce déroulé parle de temps que l’outil ne connaît pas : {listing(unknown)}. Il vient sans "
            "doute d’une version plus récente."
        )
    if len({s.stage for s in plan.stages}) < len(plan.stages):
        raise PlanFileError(
            "Ce déroulé contient deux fois le même temps. Reprenez la copie d’origine."
        )
    return plan
