"""The page to compare with: the same elements, drawn by plain Streamlit calls with fixed texts.

What is left between both is what the tool adds: its content, its calculations, its database.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pandas import DataFrame
from streamlit.testing.v1.element_tree import Block

from tests.pages.visit import PAGES, ROOT, Visit

_TEXTS = {
    "Title": "title", "Header": "header", "Subheader": "subheader", "Markdown": "markdown",
    "Caption": "caption", "Warning": "warning", "Info": "info", "Success": "success",
    "Error": "error", "Code": "code",
}  # fmt: skip
_FIELDS = {
    "TextInput": "st.text_input({label}, key={key})",
    "TextArea": "st.text_area({label}, key={key})",
    "NumberInput": "st.number_input({label}, value=None, key={key})",
    "DateInput": "st.date_input({label}, value=None, key={key})",
    "Radio": "st.radio({label}, {options}, index=None, key={key})",
    "ButtonGroup": "st.segmented_control({label}, {options}, key={key})",
    "Checkbox": "st.checkbox({label}, key={key})",
    "Button": "st.button({label}, key={key})",
    "DownloadButton": "st.download_button({label}, data=b'', key={key})",
    "FileUploader": "st.file_uploader({label}, key={key})",
    "PageLink": "st.page_link('pages/equipe.py', label={label})",
}


def write_bare_tool(folder: Path, dossier: str) -> None:
    """A bare twin of every page of the tool, as it is with the dossier of key ``dossier``."""
    (folder / "pages").mkdir(parents=True)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    (folder / "app.py").write_text(
        "import streamlit as st\n"
        "st.set_page_config(page_title='Nu', layout='centered')\n"
        f"pages = [st.Page(f'pages/{{p}}.py', title=p, url_path=p, default=p == 'accueil')\n"
        f"         for p in {list(PAGES)!r}]\n"
        "st.navigation(pages, position='top').run()\n"
    )
    for page in PAGES:
        lines = ["import streamlit as st", ""]
        lines += _draw(Visit(dossier, page).at.main, "", _keys())
        (folder / "pages" / f"{page}.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_empty_tool(folder: Path) -> None:
    """The least that shows a text."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    (folder / "app.py").write_text("import streamlit as st\nst.title('Bonjour')\n")


def _keys() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"nu-{number}"


def _draw(block: Block, indent: str, keys: Iterator[str]) -> list[str]:
    lines: list[str] = []
    for child in block.children.values():
        if isinstance(child, Block):
            lines += _draw_block(child, indent, keys)
        else:
            lines.append(indent + _draw_element(child, keys))
    return lines


def _draw_block(block: Block, indent: str, keys: Iterator[str]) -> list[str]:
    children = list(block.children.values())
    if children and all(getattr(child, "type", "") == "column" for child in children):
        lines = [f"{indent}columns = st.columns({len(children)})"]
        for place, column in enumerate(children):
            lines += _with(f"columns[{place}]", column, indent, keys)
        return lines
    opening = {
        "expander": f"st.expander({getattr(block, 'label', '')!r})",
        "expandable": f"st.expander({getattr(block, 'label', '')!r})",
        "popover": "st.popover('…')",
        "form": f"st.form({next(keys)!r})",
    }.get(block.type, "st.container()")
    return _with(opening, block, indent, keys)


def _with(opening: str, block: Block, indent: str, keys: Iterator[str]) -> list[str]:
    name = next(keys).replace("-", "_")  # nested columns must not take each other's name
    inside = _draw(block, indent + "    ", keys) or [indent + "    pass"]
    return [f"{indent}{name} = {opening}", f"{indent}with {name}:", *inside]


def _draw_element(element: Any, keys: Iterator[str]) -> str:
    kind = type(element).__name__
    if kind in _TEXTS:
        return f"st.{_TEXTS[kind]}({element.value!r})"
    if kind in _FIELDS:
        if getattr(element.proto, "is_form_submitter", False):
            return f"st.form_submit_button({element.label!r})"
        return _FIELDS[kind].format(
            label=repr(element.label),
            key=repr(getattr(element, "key", None) or next(keys)),
            options=repr(list(getattr(element, "options", ()))),
        )
    if kind == "Table":
        frame: DataFrame = element.value
        return f"st.table({frame.to_dict('records')!r})"
    if kind == "Divider":
        return "st.divider()"
    if kind == "Progress":
        return f"st.progress({element.value}, text={element.text!r})"
    if hasattr(element.proto, "spec"):
        return f"st.plotly_chart({json.loads(element.proto.spec)!r})"
    return f"st.markdown({kind!r})"
