"""What the page writes: one cue or some numbers, and nothing else."""

import re

import pytest

from scenes.film.preview.edits import EditError, move_cue, numbers_of, with_numbers, write_whole
from scenes.film.programme import FILM
from scenes.narration.languages import NARRATION_FOLDER
from scenes.story.parameters import DEFAULT_STORY, load_story

WORDS = """# A chapter of {{ samples }}

## first
Here a point [runs], and [later](stop) it stops; then the point rests, {{ w1 }} away.

## second
Here a point [runs](stop) too.
"""


def test_a_cue_goes_to_another_word_and_all_else_stays():
    moved = move_cue(WORDS, "first", "stop", "stops", 0)
    assert "[runs], and later it [stops](stop); then" in moved
    assert moved.replace("[stops](stop)", "stops").replace("later", "[later](stop)") == WORDS


def test_a_cue_is_named_as_its_word_where_that_says_enough():
    assert "a [point](runs) runs, and" in move_cue(WORDS, "first", "runs", "point", 0)
    assert "the [point](runs) rests" in move_cue(WORDS, "first", "runs", "point", 1)
    there = move_cue(WORDS, "first", "runs", "point", 0)
    assert move_cue(there, "first", "runs", "runs", 0) == WORDS


@pytest.mark.parametrize(
    ("beat", "cue", "word", "message"),
    [
        ("third", "runs", "point", "## third: there is no such heading"),
        ("first", "walks", "point", r"## first: no cue \[walks\] is written there"),
        ("first", "runs", "w1", "'w1' can't carry the cue"),
        ("first", "runs", "later", "'later' can't carry the cue"),
        ("first", "runs", "too", "'too' can't carry the cue"),
        ("first", "runs", "…", "can't carry the cue"),
    ],
)
def test_what_can_carry_no_cue_is_told(beat, cue, word, message):
    with pytest.raises(EditError, match=message):
        move_cue(WORDS, beat, cue, word, 0)


BRANCHES = """## only
{% if few %}
Only one point is [seen](stop), and it stands.
{% else %}
Each point is far, and it stands out; then it is [seen].
{% endif %}
"""


def test_what_is_not_spoken_is_not_meant():
    """Two branches write the same words: the spoken ones tell which is meant."""
    said = re.findall(r"\S+", "Each point is far, and it stands out; then it is seen.")
    moved = move_cue(BRANCHES, "only", "seen", "stands", 0, said)
    assert "it [stands](seen) out; then it is seen." in moved
    assert "Only one point is [seen](stop), and it stands." in moved
    moved = move_cue(BRANCHES, "only", "seen", "it", 1, said)
    assert "and it stands out; then [it](seen) is seen." in moved


def test_line_ends_stay():
    windows = WORDS.replace("\n", "\r\n")
    assert move_cue(windows, "second", "stop", "too", 0) == windows.replace(
        "[runs](stop) too", "runs [too](stop)"
    )


def plain(text):
    """Write a cue that has its word's name without it, as both mean the same."""
    return re.sub(r"\[(\w+)\]\(\1\)", r"[\1]", text)


@pytest.mark.parametrize("chapter", FILM.chapters)
def test_every_cue_of_the_film_can_leave_its_word_and_come_back(chapter):
    text = (NARRATION_FOLDER / f"{chapter.partition('_')[0]}.md").read_text(encoding="utf-8")
    tried = 0
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        beat, _, words = part.partition("\n")
        if "{" in words:
            continue
        for word, name in re.findall(r"\[(\w+)\]\((\w+)\)", words):
            bare_words = re.sub(r"\[.*?\](\(\w+\))?", "", words)
            free = re.findall(r"(?<![\w\[])(\w+)(?![\w\]])", bare_words)
            away = move_cue(text, beat.strip(), name, free[-1], 0)
            before = words[: words.index(f"[{word}]({name})")]
            bare = re.sub(r"\[([^\]]*)\](\(\w+\))?", r"\1", before)
            if re.search(rf"(?<!\w){word}(?!\w)", bare) or free[-1] == word:
                continue  # which of several is meant, the page counts
            assert away != text
            assert plain(move_cue(away, beat.strip(), name, word, 0)) == plain(text)
            tried += 1
    assert tried or "{" in text


def test_numbers_are_written_with_their_comments():
    text = DEFAULT_STORY.read_text(encoding="utf-8")
    values = {
        "decoder.weights": [1.25, -0.5],
        "horn.growth": 2,
        "slice.seed": 7,
        "plane.y1": [-4, 4],
    }
    new = with_numbers(text, values)
    old_lines, new_lines = text.splitlines(), new.splitlines()
    assert len(old_lines) == len(new_lines)
    different = [(old, line) for old, line in zip(old_lines, new_lines, strict=True) if old != line]
    assert len(different) == len(values)
    for old, line in different:
        assert old.partition("#")[2] == line.partition("#")[2]
    assert {line.partition("#")[0].strip() for _, line in different} == {
        "weights = [1.25, -0.5]",
        "growth = 2.0",
        "seed = 7",
        "y1 = [-4, 4]",
    }


def test_an_array_may_become_longer_or_shorter(tmp_path):
    text = DEFAULT_STORY.read_text(encoding="utf-8")
    for betas in ([1.0], [0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 4.0]):
        file = tmp_path / "story.toml"
        file.write_text(with_numbers(text, {"temperature.betas": betas}), encoding="utf-8")
        assert list(load_story(file).temperature.betas) == betas


def test_the_same_numbers_change_nothing():
    text = DEFAULT_STORY.read_text(encoding="utf-8")
    values = {number["key"]: number["value"] for number in numbers_of(DEFAULT_STORY)}
    assert with_numbers(text, values) == text


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("horn.gamma", 1, "horn.gamma: the story has no such number"),
        ("corn.alpha", 1, "corn.alpha: the story has no such number"),
        ("horn.alpha", "1", "horn.alpha = '1': must be a number"),
        ("horn.alpha", True, "horn.alpha = True: must be a number"),
        ("decoder.weights", 1, "decoder.weights = 1: must be an array"),
        ("decoder.weights", [1, "x"], "must be a number or an array of numbers"),
        ("horn.alpha", [], "horn.alpha = 1.5: can't become []"),
    ],
)
def test_what_is_no_number_of_the_story_is_told(key, value, message):
    with pytest.raises(EditError, match=re.escape(message)):
        with_numbers(DEFAULT_STORY.read_text(encoding="utf-8"), {key: value})


def test_numbers_come_with_what_is_allowed():
    numbers = {number["key"]: number for number in numbers_of(DEFAULT_STORY)}
    story = load_story()
    assert len(numbers) == sum(len(dict(section)) for _, section in story)
    assert (numbers["horn.growth"]["low"], numbers["horn.growth"]["high"]) == (0, 3)
    assert (numbers["decoder.weights"]["low"], numbers["decoder.weights"]["high"]) == (-10, 10)
    assert numbers["horn.samples"]["whole"]
    assert not numbers["horn.alpha"]["whole"]
    assert numbers["slice.x"]["comment"].startswith("notes: here the exponential is 1")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("alpha = 1.5", "", "horn.alpha: missing"),
        ("[horn]", "[corn]", "horn.alpha: missing"),
        ("[horn]", "horn = 3\n[corn]", "horn.alpha: missing"),
    ],
)
def test_a_story_without_its_numbers_is_told(tmp_path, old, new, message):
    text = DEFAULT_STORY.read_text(encoding="utf-8").replace(old, new, 1)
    file = tmp_path / "story.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EditError, match=f"^story.toml: {message}$"):
        numbers_of(file)
    with pytest.raises(EditError, match="the story has no such number"):
        with_numbers(text, {"horn.alpha": 1.7})


def test_a_folder_that_cant_be_written_is_one_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(EditError, match="^can't write .*story.toml: Not a directory$"):
        write_whole(tmp_path / "file" / "story.toml", "")
