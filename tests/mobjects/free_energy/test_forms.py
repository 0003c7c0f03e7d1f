import pytest

from scenes import look
from scenes.mobjects.free_energy.forms import forms_beside
from scenes.mobjects.title import Title


@pytest.mark.parametrize("words", ["Warm and cold", "A title that leaves less room for them"])
def test_forms_have_one_size_and_one_baseline_beside_the_title(words):
    title = Title(words)
    forms = forms_beside(title)
    assert len({form.font_size for form in forms}) == 1
    assert [form.baseline for form in forms] == pytest.approx([forms[0].baseline] * 4)
    for form in forms:
        assert form.get_left()[0] > title.get_right()[0] + look.GAP
        assert form.get_right()[0] == pytest.approx(look.FORMULA.right)
