"""The core is mathematics: it draws nothing, and starts quickly."""

import subprocess
import sys

import pytest

PROBE = "import sys; import {}; print(*sorted({{m.partition('.')[0] for m in sys.modules}}))"


def loaded_by(package):
    command = [sys.executable, "-c", PROBE.format(package)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.slow
def test_the_core_does_not_import_manim_or_the_scenes():
    loaded = loaded_by("lvebm_core")
    assert {"lvebm_core", "torch"} <= set(loaded)
    assert not {"manim", "scenes", "scipy"} & set(loaded)  # SciPy only when it is asked for


def test_the_probe_sees_an_import_that_is_not_allowed():
    assert "scipy" in loaded_by("scipy.optimize")
