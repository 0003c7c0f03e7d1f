"""Facts that are said for what a cue, or their beat, says of another."""

import pytest

from scenes.film.check.contrary_facts import contraries_in
from scenes.narration.languages import NARRATION_FOLDER
from scenes.narration.passages import read_sections


@pytest.mark.parametrize(
    ("beat", "words", "found"),
    [
        ("radii", "[{{ rho2_at_0 }}](first) and [{{ rho1_at_0 }}](second)", ["first", "second"]),
        ("radii", "[rho](first) is {{ rho2_at_1 }}. [Rho](second) is {{ rho2_at_1 }}", ["first"]),
        ("radii", "at x = 1, [{{ rho1_at_1 }}](first) and [{{ rho2_at_1 }}](second)", []),
        ("network", "At [first](before), it is {{ predictor_error_after }}.", ["before"]),
        ("network", "[After]{% if x %} all{% endif %} it is {{ predictor_error_after }}.", []),
        ("training", "[After] it, {{ cold_loss_before }} is {{ cold_loss_after }}.", []),
        ("near", "The way is {{ counted(far_count) }}.", ["near"]),
        ("near", "The way is {{ counted(half_count) }}.", []),
        ("nearest", "The [longest] is {{ field_highest }}.", ["longest"]),
    ],
)
def test_a_fact_said_for_another(beat, words, found):
    assert [place for _, place in contraries_in(beat, words)] == found


def test_the_film_says_none():
    files = sorted(NARRATION_FOLDER.rglob("s*.md"))
    assert len(files) > 20
    for file in files:
        for section in read_sections(file):
            assert not list(contraries_in(section.name, section.source))
