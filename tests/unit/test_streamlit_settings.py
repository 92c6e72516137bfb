"""The settings that we rest on are hidden or new in Streamlit: they must still exist."""

import tomllib
from importlib.metadata import version
from pathlib import Path

from streamlit import config

ROOT = Path(__file__).resolve().parents[2]


def test_every_setting_of_ours_is_known_to_streamlit():
    known = config.get_config_options()
    ours = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for section, settings in _flat(ours):
        for name in settings:
            assert f"{section}.{name}" in known


def _flat(settings, prefix=""):
    own = {k: v for k, v in settings.items() if not isinstance(v, dict)}
    if own:
        yield prefix, own
    for name, inner in settings.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{prefix}.{name}" if prefix else name)


def test_the_garbage_collection_after_each_run_can_still_be_switched_off():
    source = Path(config.__file__).with_name("runtime") / "scriptrunner" / "script_runner.py"
    assert 'get_option("runner.postScriptGC")' in source.read_text(encoding="utf-8")


def test_streamlit_is_the_version_that_was_measured():
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert f"streamlit=={version('streamlit')}" in pinned
