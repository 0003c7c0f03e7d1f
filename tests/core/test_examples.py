import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name",
    [
        *("conditional", "decoder", "free_energy", "horn", "inference", "learning", "melting"),
        *("predictor", "stationary"),
    ],
)
def test_the_examples_in_the_docstrings_are_true(name):
    result = doctest.testmod(importlib.import_module(f"lvebm_core.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
