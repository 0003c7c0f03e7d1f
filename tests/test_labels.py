"""The words inside pictures: complete in every language, and chosen by the chapter."""

import re
from pathlib import Path

import pytest

from scenes import labels
from scenes.folders import PACKAGE
from scenes.labels import LabelError, label
from scenes.mobjects.formula import Formula, Words
from scenes.mobjects.number import Number
from scenes.narration.languages import languages


@pytest.fixture
def german():
    labels.speak("de", ",")
    yield
    labels.speak("en", ".")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(labels, "FOLDER", Path("words"))
    Path("words/de").mkdir(parents=True)
    Path("words/labels.toml").write_text('decoder = "Decoder"\nshare = "{some} of {all}"\n')
    labels.labels.cache_clear()
    yield Path("words/de/labels.toml")
    labels.labels.cache_clear()


@pytest.mark.parametrize("code", languages())
def test_every_language_has_every_label(code):
    found = labels.labels(code)
    english = labels.labels("en")
    assert list(found) == list(english)
    for name, words in found.items():
        assert re.findall(r"\{\w+\}", words) == re.findall(r"\{\w+\}", english[name])
        assert re.findall(r'part\("\w+"', words) == re.findall(r'part\("\w+"', english[name])


def test_every_label_is_drawn_somewhere():
    drawn = "".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    for name in labels.labels("en"):
        assert f'"{name}"' in drawn, name


def test_german_pictures_say_german_words(german):
    assert label("decoder") == "Dekoder"
    assert label("some_of_all", some=7, all=24) == "7 von 24"


def test_german_numbers_have_a_comma(german):
    shapes = [leaf.points for leaf in Words("2,5").submobjects]
    for drawn in (Words("2.5"), Formula("2.5")):
        assert len(drawn) == len(shapes)
        comma, stop = drawn[1].height, Words("x.")[1].height
        assert comma > 1.2 * stop  # a comma reaches below the line
    number = Number(2.5, 1, signed=False)
    comma = number[1][-2]  # before the decimal, to the right
    assert comma.get_bottom()[1] < number.baseline - 1e-3


def test_english_numbers_have_a_point():
    number = Number(2.5, 1, signed=False)
    point = number[1][-2]
    assert point.get_bottom()[1] == pytest.approx(number.baseline, abs=0.02)


def refusal(call, *arguments, **values):
    with pytest.raises(LabelError) as error:
        call(*arguments, **values)
    message = str(error.value)
    assert message.isprintable()
    return message


def test_a_missing_label_names_those_there_are(folder):
    folder.write_text('share = "{some} von {all}"\n')
    message = "words/de/labels.toml: the label 'decoder' is missing; the labels are decoder, share"
    assert refusal(labels.labels, "de") == message


def test_an_unknown_label_is_told_with_its_line(folder):
    folder.write_text('decoder = "Dekoder"\nshere = "x"\nshare = "{some} von {all}"\n')
    assert refusal(labels.labels, "de").startswith(
        "words/de/labels.toml:2: unknown label 'shere'; did you mean 'share'? the labels are "
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("decoder = 3\n", "decoder = 3: must be words in quotes"),
        ('decoder = " "\n', "decoder = ' ': must be words in quotes"),
        ("decoder\n", "Expected '=' after a key"),
    ],
)
def test_a_broken_file_is_one_line(folder, text, problem):
    folder.write_text(text)
    assert problem in refusal(labels.labels, "de")


def test_no_file_is_one_line(folder):
    assert refusal(labels.labels, "de") == "words/de/labels.toml: no such file"


def test_a_label_without_room_for_its_values_is_one_line(folder):
    Path("words/labels.toml").write_text('share = "{sum} of {all}"\n')
    labels.labels.cache_clear()
    message = refusal(label, "share", some=1, all=2)
    assert "share = '{sum} of {all}': must be words with {some}, {all}" in message


def test_a_label_that_nobody_wrote_is_one_line(folder):
    assert refusal(label, "network") == (
        "words/labels.toml: no label 'network'; the labels are decoder, share"
    )


def test_what_was_shown_is_known(folder):
    labels.speak("en", ".")
    assert dict(labels.shown()) == {}
    label("decoder")
    assert dict(labels.shown()) == {"decoder": labels.labels("en")["decoder"]}
    labels.speak("en", ".")
    assert dict(labels.shown()) == {}
