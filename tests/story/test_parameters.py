import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from scenes.story.parameters import DEFAULT_STORY, Story, StoryError, load_story


def test_the_lecture_s_numbers_are_the_default(monkeypatch):
    monkeypatch.delenv("LVEBM_STORY", raising=False)
    story = load_story()
    horn = story.horn
    assert (horn.alpha, horn.beta, horn.growth, horn.noise_std) == (1.5, 2.0, 1.0, 0.05)
    assert (story.slice.x, story.slice.samples) == (0.0, 24)
    assert story.decoder.weights == (-1.5, 0.4)
    assert story.decoder.latents == 48
    assert (story.picks.one_valley, story.picks.two_valleys) == (23, 10)
    assert (story.plane.y1, story.plane.y2, story.plane.grid_step) == ((-3, 3), (-2, 2), 0.5)


def test_the_default_story_does_not_depend_on_the_working_directory(monkeypatch, tmp_path):
    monkeypatch.delenv("LVEBM_STORY", raising=False)
    here = load_story()
    monkeypatch.chdir(tmp_path)
    assert load_story() == here


def test_the_environment_names_the_story(monkeypatch, write_story):
    monkeypatch.setenv("LVEBM_STORY", str(write_story({"horn.alpha": "1.25"})))
    assert load_story().horn.alpha == 1.25


def test_an_argument_wins_over_the_environment(monkeypatch, write_story):
    monkeypatch.setenv("LVEBM_STORY", "no-such-story.toml")
    assert load_story(str(write_story({"horn.alpha": "1.25"}))).horn.alpha == 1.25


def test_a_whole_number_may_stand_for_a_float(write_story):
    assert load_story(write_story({"horn.beta": "2", "plane.y1": "[-3, 3.0]"})).horn.beta == 2.0


def test_a_story_is_frozen():
    story = load_story(DEFAULT_STORY)
    with pytest.raises(ValidationError):
        story.horn.alpha = 3.0


def test_every_key_of_the_file_carries_a_source_or_a_reason():
    lines = DEFAULT_STORY.read_text(encoding="utf-8").splitlines()
    for before, line in zip(lines, lines[1:], strict=False):
        if re.match(r"\w+ = ", line):
            comment = line.partition("#")[2] or before.partition("#")[2]
            assert len(comment.split()) >= 3, line


ONE_BAD_VALUE = [
    # key, value in the file, value in the message, what is allowed
    ("horn.alpha", "0.0", "0.0", "a number from 0.01 to 10"),
    ("horn.alpha", "-1.5", "-1.5", "a number from 0.01 to 10"),
    ("horn.beta", "nan", "nan", "a number from 0.01 to 10"),
    ("horn.beta", "-inf", "-inf", "a number from 0.01 to 10"),
    ("horn.beta", "true", "true", "a number from 0.01 to 10"),
    ("horn.beta", '"2.0"', '"2.0"', "a number from 0.01 to 10"),
    ("horn.beta", "1e999", "inf", "a number from 0.01 to 10"),
    ("horn.beta", f"1{'0' * 400}", f"1{'0' * 56}...", "a number from 0.01 to 10"),
    ("horn.growth", "-0.1", "-0.1", "a number from 0 to 3"),
    ("horn.growth", "3.5", "3.5", "a number from 0 to 3"),
    ("horn.noise_std", "-0.05", "-0.05", "a number from 0 to 1"),
    ("horn.samples", "0", "0", "a whole number from 1 to 2000: each is a dot"),
    ("horn.samples", "2001", "2001", "a whole number from 1 to 2000: each is a dot"),
    ("horn.samples", "300.0", "300.0", "a whole number from 1 to 2000"),
    ("horn.samples", "true", "true", "a whole number from 1 to 2000"),
    ("horn.seed", "-1", "-1", "a whole number from 0 to 2^63 - 1"),
    ("slice.x", "1.01", "1.01", "a number from 0 to 1"),
    ("slice.x", "[0.0]", "[0.0]", "a number from 0 to 1"),
    ("slice.samples", "0", "0", "a whole number from 1 to 100"),
    ("slice.samples", "1000000", "1000000", "a whole number from 1 to 100"),
    ("slice.seed", "9223372036854775808", "9223372036854775808", "a whole number from 0 to 2^63"),
    ("decoder.weights", "[-1.5]", "[-1.5]", "two numbers from -10 to 10"),
    ("decoder.weights", "[-1.5, 0.4, 1]", "[-1.5, 0.4, 1]", "two numbers from -10 to 10"),
    ("decoder.weights", "[-1.5, nan]", "[-1.5, nan]", "two numbers from -10 to 10"),
    ("decoder.weights", "[true, 0.4]", "[true, 0.4]", "two numbers from -10 to 10"),
    ("decoder.weights", "0.4", "0.4", "two numbers from -10 to 10"),
    ("decoder.start_weights", "[11, 1]", "[11, 1]", "two numbers from -10 to 10"),
    ("decoder.weights", "[1.5, -6.7e-162]", "[1.5, -6.7e-162]", "0 or at least 1e-6 in size"),
    ("decoder.latents", "3", "3", "a whole number from 4 to 360"),
    ("decoder.latents", "361", "361", "a whole number from 4 to 360"),
    ("picks.energy", "0", "0", "a whole number from 1 to slice.samples"),
    ("picks.energy", "2.0", "2.0", "a whole number from 1 to slice.samples"),
    ("picks.energy", "25", "25", "from 1 to slice.samples = 24"),
    ("picks.two_valleys", "25", "25", "from 1 to slice.samples = 24"),
    ("plane.y1", "[3, -3]", "[3, -3]", "the lower one first, such as [-3, 3]"),
    ("plane.y1", "[3, 3]", "[3, 3]", "the lower one first"),
    ("plane.y2", "[-101, 2]", "[-101, 2]", "two numbers from -100 to 100"),
    ("plane.y1", "[-2.1, 3]", "[-2.1, 3]", "hold [-2.2, 2.2], the range of the ellipse"),
    ("plane.y2", "[-2, 1.6]", "[-2, 1.6]", "hold [-1.7, 1.7], the range of the ellipse"),
    ("plane.grid_step", "0", "0", "a number above 0"),
    ("plane.grid_step", "0.05", "0.05", "cut plane.y1 = [-3, 3] into 2 to 60 boxes"),
    ("plane.grid_step", "2.5", "2.5", "cut plane.y2 = [-2, 2] into 2 to 60 boxes"),
    ("one_to_many.x", "1.01", "1.01", "a number from 0 to 1"),
    ("one_to_many.samples", "0", "0", "a whole number from 1 to 100"),
    ("one_to_many.seed", "0.5", "0.5", "a whole number from 0 to 2^63 - 1"),
    ("one_to_many.y1", "101", "101", "a number from -100 to 100"),
    ("one_to_many.y1", "-7", "-7", "must lie in [-6.88, 6.88], 2 times the ellipse at"),
    ("predictor.hidden", "[]", "[]", "1 to 3 whole numbers from 1 to 64, such as [8, 8]"),
    ("predictor.hidden", "[8, 65]", "[8, 65]", "1 to 3 whole numbers from 1 to 64"),
    ("predictor.hidden", "[8.0]", "[8.0]", "1 to 3 whole numbers from 1 to 64"),
    ("predictor.steps", "1001", "1001", "a whole number from 1 to 1000"),
    ("predictor.seed", "-1", "-1", "a whole number from 0 to 2^63 - 1"),
    ("inference.start", "6.3", "6.3", "a number from 0 to 2 pi, 2 pi excluded"),
    ("inference.false_start", "-0.1", "-0.1", "a number from 0 to 2 pi"),
    ("field.grid_step", "0", "0", "a number above 0"),
    ("field.grid_step", "0.05", "0.05", "cut the plane into 4 to 4000 locations"),
    ("field.grid_step", "4.5", "4.5", "at least 2 a side"),
    ("field.row_y2", "2.5", "2.5", "must lie in plane.y2 = [-2, 2]"),
    ("field.row_y1", "[0, -1]", "[0, -1]", "1 to 8 numbers from -100 to 100, increasing"),
    ("field.row_y1", "[-1, 3.5]", "3.5", "must lie in plane.y1 = [-3, 3]"),
    ("temperature.cut_y1", "-4", "-4", "must lie in plane.y1 = [-3, 3]"),
    ("temperature.betas", "[]", "[]", "1 to 20 numbers from 1e-6 to 1e6, increasing"),
    ("temperature.betas", "[0.0, 1.0]", "[0.0, 1.0]", "1 to 20 numbers from 1e-6 to 1e6"),
    ("temperature.betas", "[2.0, -1.0]", "[2.0, -1.0]", "1 to 20 numbers from 1e-6 to 1e6"),
    ("temperature.betas", "[2.0, 1.0]", "[2.0, 1.0]", "increasing: from warm to cold"),
    ("temperature.betas", "[2.0, 2.0]", "[2.0, 2.0]", "increasing: from warm to cold"),
    ("learning.beta", "0", "0", "a number from 1e-6 to 1e6"),
    ("learning.beta", "inf", "inf", "a number from 1e-6 to 1e6"),
    ("learning.steps", "0", "0", "a whole number from 1 to 1000"),
    ("learning.steps", "60.0", "60.0", "a whole number from 1 to 1000"),
    ("learning.rate", "0.0", "0.0", "a number above 0, at most 1: beyond, the loss may grow"),
    ("learning.rate", "1.01", "1.01", "a number above 0, at most 1: beyond, the loss may grow"),
    ("conditional.hidden", "[]", "[]", "1 to 3 whole numbers from 1 to 64, such as [8, 8]"),
    ("conditional.samples", "10001", "10001", "a whole number from 1 to 10000"),
    ("conditional.sample_seed", "-1", "-1", "a whole number from 0 to 2^63 - 1"),
    ("conditional.seed", "0.5", "0.5", "a whole number from 0 to 2^63 - 1"),
    ("conditional.steps", "2001", "2001", "a whole number from 1 to 2000"),
    ("conditional.rate", "0", "0", "a number above 0, at most 0.1"),
    ("conditional.rate", "0.2", "0.2", "a number above 0, at most 0.1"),
    ("narration.words_per_minute", "0", "0", "a number from 80 to 180"),
    ("narration.words_per_minute", "1000", "1000", "a number from 80 to 180"),
    ("narration.words_per_minute", "1979-05-27", "1979-05-27", "a number from 80 to 180"),
]


@pytest.mark.parametrize(("key", "value", "shown", "allowed"), ONE_BAD_VALUE)
def test_a_bad_value_is_one_line_naming_file_key_value_and_what_is_allowed(
    write_story, key, value, shown, allowed
):
    message = refusal(write_story({key: value}))
    assert message.startswith(f"story.toml: {key} = {shown}: must ")
    assert allowed in message
    assert "more problem" not in message


def test_a_wider_decoder_needs_a_wider_plane(write_story):
    message = refusal(write_story({"decoder.weights": "[-1.5, 2.5]"}))
    assert message == (
        "story.toml: plane.y2 = [-2, 2]: must hold [-2.5, 2.5], the range of decoder.weights"
    )
    load_story(write_story({"decoder.weights": "[-1.5, 2.5]", "plane.y2": "[-3, 3]"}))


def test_a_pick_needs_enough_samples(write_story):
    message = refusal(write_story({"slice.samples": "20"}))
    assert message.startswith("story.toml: picks.energy = 23: must be from 1 to slice.samples = 20")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "noise_std =",
            "noise_sd =",
            'story.toml: horn.noise_sd: unknown key; did you mean "noise_std"? '
            "[horn] has alpha, beta, growth, noise_std, samples, seed",
        ),
        (
            "[picks]",
            "[pick]",
            'story.toml: pick: unknown section; did you mean "picks"? '
            "the sections are horn, slice, decoder, picks, plane, one_to_many, predictor, "
            "inference, field, temperature, learning, conditional, narration",
        ),
        (
            "weights = [-1.5, 0.4]",
            "weights = [-1.5, 0.4]\nqqq = 1",
            "story.toml: decoder.qqq: unknown key; [decoder] has weights, start_weights, latents",
        ),
        (
            "[horn]",
            '"a\\nb\\u001b" = 1\n[horn]',
            "story.toml: a?b?: unknown section; "
            "the sections are horn, slice, decoder, picks, plane, one_to_many, predictor, "
            "inference, field, temperature, learning, conditional, narration",
        ),
    ],
)
def test_a_misspelt_key_names_the_nearest_and_all_allowed_ones(write_story, before, after, message):
    assert rewritten(write_story({}), before, after) == message


def test_a_missing_key_is_never_filled_in(write_story):
    for section in Story.model_fields:
        for key in Story.model_fields[section].annotation.model_fields:
            message = refusal(write_story({f"{section}.{key}": None}))
            assert message.startswith(f"story.toml: {section}.{key}: missing key; must be ")


def test_a_missing_section_is_named(write_story):
    file = write_story({})
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("[narration]")], encoding="utf-8")
    assert refusal(file) == "story.toml: narration: missing section"


def test_a_section_must_be_a_table(write_story):
    file = write_story({})
    text = file.read_text(encoding="utf-8")
    file.write_text("narration = 3\n" + text[: text.index("[narration]")], encoding="utf-8")
    assert refusal(file) == "story.toml: narration = 3: must be a table"


def test_of_several_problems_the_first_is_told_and_the_others_are_counted(write_story):
    changes = {"horn.alpha": "0.0", "slice.x": "2.0", "decoder.weights": "[nan, nan]"}
    message = refusal(write_story(changes))
    assert message.startswith("story.toml: horn.alpha = 0.0: must be")
    assert message.endswith("(and 2 more problems)")


def test_a_syntax_error_names_line_and_column(write_story):
    message = rewritten(write_story({}), "alpha = 1.5", "alpha == 1.5")
    text = Path("story.toml").read_text(encoding="utf-8")
    line = text[: text.index("alpha ==")].count("\n") + 1
    assert message.startswith("story.toml: not valid TOML: ")
    assert f"(at line {line}, column 8)" in message


@pytest.mark.parametrize(
    "after", ["alpha = 1.5\nalpha = 1.5", f"alpha = {'9' * 5000}", f"alpha = {'[' * 9000}"]
)
def test_other_broken_toml_is_one_line_too(write_story, after):
    message = rewritten(write_story({}), "alpha = 1.5", after)
    assert message.startswith("story.toml: not valid TOML: ")
    assert len(message) < 160


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "story.toml: horn: missing section (and 12 more problems)"),
        (b"# a\n# \xff\n", "story.toml: line 2: byte 0xff is not UTF-8 text"),
        (b"#" * 200_000, "story.toml: larger than 100000 bytes, so it's no story"),
    ],
)
def test_a_file_that_is_no_story(tmp_path, monkeypatch, content, message):
    monkeypatch.chdir(tmp_path)
    Path("story.toml").write_bytes(content)
    assert refusal("story.toml") == message


def test_files_that_can_t_be_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("folder.toml").mkdir()
    assert refusal("none.toml") == "none.toml: no such file"
    assert refusal("folder.toml") == "folder.toml: can't be read: Is a directory"
    assert refusal("a\0b") == r"'a\x00b': not a file name"
    assert refusal("x" * 300).endswith(": can't be read: File name too long")


def test_a_story_saved_by_a_windows_editor_is_read(write_story):
    file = write_story({})
    text = file.read_bytes()
    file.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert load_story(file) == load_story(DEFAULT_STORY)


def refusal(file: Path | str) -> str:
    """Return the message with which a story is refused; it's one printable line."""
    with pytest.raises(StoryError) as error:
        load_story(file)
    message = str(error.value)
    assert message.isprintable()
    return message


def rewritten(file: Path, before: str, after: str) -> str:
    """Return the refusal of a story after a replacement in its text."""
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return refusal(file)
