"""Rendering does without the voice."""

from __future__ import annotations

import subprocess
import sys

import pytest

RENDERING = """
import sys
from importlib import import_module
from scenes.film.programme import FILM
import scenes.film.render, scenes.film.workers
for chapter in FILM.chapters:
    import_module(FILM.module(chapter))
print(*sorted(name for name in sys.modules if name.startswith(("scenes.", "hibari", "onnx"))))
"""


@pytest.mark.slow
def test_what_renders_imports_no_voice() -> None:
    done = subprocess.run(
        [sys.executable, "-c", RENDERING], capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert {"scenes.film.render", "scenes.s01_horn", "scenes.narration.script"} <= set(loaded)
    assert not [name for name in loaded if name.startswith(("scenes.film.voice", "hibari", "onnx"))]
