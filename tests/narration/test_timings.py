"""The timing table: written, read back, tampered with."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.narration.timings import (
    BeatTimes,
    Timings,
    TimingsError,
    WordTime,
    even_times,
    load_timings,
    text_hash,
    timings_text,
)

SWEEP = BeatTimes(2.25, (WordTime(0.005, 0.5, "A"), WordTime(0.55, 1.9, '"point"')))
REST = BeatTimes(1.0, (WordTime(0.0, 0.8, "ž."),))


def table(**changed: tuple[str, BeatTimes]) -> Timings:
    beats = {
        ("s04_latent", "sweep"): (text_hash('A "point"'), SWEEP),
        ("s04_latent", "rest"): (text_hash("ž."), REST),
        ("s01_horn", "axes"): (text_hash("Axes."), REST),
    }
    beats.update({("s04_latent", beat): entry for beat, entry in changed.items()})
    return Timings("here", "hibari", "1, seed 2", beats)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "timings.json"
    file.write_text(timings_text(table()), encoding="utf-8")
    found = load_timings(file)
    assert (found.source, found.voice, found.version) == (str(file), "hibari", "1, seed 2")
    assert dict(found.beats) == dict(table().beats)


def test_the_file_is_plain_json_with_sorted_chapters() -> None:
    content = json.loads(timings_text(table()))
    assert list(content["chapters"]) == ["s01_horn", "s04_latent"]
    assert list(content["chapters"]["s04_latent"]) == ["sweep", "rest"]
    assert content["chapters"]["s04_latent"]["sweep"]["words"][1] == [0.55, 1.9, '"point"']


def test_a_changed_beat_changes_its_own_lines_only() -> None:
    longer = BeatTimes(3.0, (WordTime(0.0, 2.0, "Other"),))
    before = timings_text(table()).splitlines()
    after = timings_text(table(sweep=(text_hash("Other"), longer))).splitlines()
    changed = [line for line in before if line not in after]
    assert len(changed) == 4  # the text, the duration, two words
    assert [line for line in after if line not in before] == [
        f'        "text": "{text_hash("Other")}",',
        '        "duration": 3.000,',
        '          [0.000, 2.000, "Other"]',
    ]


def test_a_beat_is_found_by_its_text() -> None:
    assert table().beat("s04_latent", "sweep", text_hash('A "point"')) == SWEEP
    assert table().find("s04_latent", "sweep", text_hash("A point")) is None
    assert table().find("s04_latent", "spin", text_hash('A "point"')) is None


def test_stale_beats_are_named_with_the_command_that_refreshes() -> None:
    now = [
        ("s04_latent", "sweep", text_hash("Other words")),
        ("s04_latent", "rest", text_hash("ž.")),
        ("s04_latent", "new", text_hash("New")),
    ]
    with pytest.raises(TimingsError) as caught:
        table().check(now)
    assert str(caught.value) == (
        "here: stale, the words have changed in s04_latent.sweep, s04_latent.new; "
        "refresh it: lvebm voice"
    )
    with pytest.raises(TimingsError, match=r"in s04_latent\.sweep;"):
        table().beat(*now[0])


def edit(*path: str | int, to: Any) -> Callable[[Any], None]:
    def apply(content: Any) -> None:
        for key in path[:-1]:
            content = content[key]
        content[path[-1]] = to

    return apply


BEAT = ("chapters", "s04_latent", "sweep")


@pytest.mark.parametrize(
    ("tamper", "place"),
    [
        (edit("format", to=2), "format = 2: "),
        (edit("voice", to=""), "voice = '': "),
        (edit("extra", to=1), "extra = 1: "),
        (edit("chapters", to={}), "chapters: "),
        (edit("chapters", "s04_latent", to=[]), "chapters.s04_latent: "),
        (edit(*BEAT, "duration", to=-1.0), "chapters.s04_latent.sweep.duration = -1.0: "),
        (edit(*BEAT, "duration", to="2"), "chapters.s04_latent.sweep.duration = '2': "),
        (edit(*BEAT, "duration", to=1e9), "chapters.s04_latent.sweep.duration = 1000000000.0: "),
        (edit(*BEAT, "duration", to=float("nan")), "chapters.s04_latent.sweep.duration = nan: "),
        (
            edit(*BEAT, "duration", to=1.0),
            "chapters.s04_latent.sweep: the word '\"point\"' at 0.55",
        ),
        (edit(*BEAT, "text", to="xyz"), "chapters.s04_latent.sweep.text = 'xyz': "),
        (edit(*BEAT, "words", to=[]), "chapters.s04_latent.sweep.words: "),
        (edit(*BEAT, "words", 0, to=[0.1, 0.2]), "chapters.s04_latent.sweep.words.0"),
        (edit(*BEAT, "words", 0, 0, to=0.7), "chapters.s04_latent.sweep: the word 'A' at 0.7 s"),
        (edit(*BEAT, "words", 1, 0, to=0.001), "chapters.s04_latent.sweep: the word "),
        (edit(*BEAT, "words", 1, 2, to=7), "chapters.s04_latent.sweep.words.1.2 = 7: "),
    ],
)
def test_a_tampered_table_is_refused_in_one_line(
    tmp_path: Path, tamper: Callable[[Any], None], place: str
) -> None:
    content = json.loads(timings_text(table()))
    tamper(content)
    file = tmp_path / "timings.json"
    file.write_text(json.dumps(content))
    with pytest.raises(TimingsError) as caught:
        load_timings(file)
    said = str(caught.value)
    assert said.startswith(f"{file}: {place}"), said
    assert said.endswith("; make it anew: lvebm voice")
    assert "\n" not in said


def test_a_file_that_is_no_table_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "timings.json"
    with pytest.raises(TimingsError, match=r"no such file; make it: lvebm voice$"):
        load_timings(file)
    for content in (b"", b"{", b"\xff\xfe", b"[]", b"null"):
        file.write_bytes(content)
        with pytest.raises(TimingsError, match=r"^[^\n]*; make it anew: lvebm voice$"):
            load_timings(file)
    with pytest.raises(TimingsError, match=r"can't be read: Is a directory$"):
        load_timings(tmp_path)
    with file.open("wb") as out:
        out.truncate(20_000_001)
    with pytest.raises(TimingsError, match=r"larger than 20000000 bytes"):
        load_timings(file)


def test_even_times_share_by_what_is_said() -> None:
    # "2.25" is read with four words, a dash with none.
    assert even_times(["y", "—", "2.25."], 1.0, 3.5) == (
        WordTime(1.0, 1.5, "y"),
        WordTime(1.5, 1.5, "—"),
        WordTime(1.5, 3.5, "2.25."),
    )


@given(
    st.lists(st.sampled_from(["a", "z,", "2.25", "—", "twenty-four."]), min_size=1, max_size=30),
    st.floats(0, 100),
    st.floats(0, 100),
)
def test_even_times_are_in_order_and_fill_the_stretch(
    words: list[str], start: float, length: float
) -> None:
    times = even_times(words, start, start + length)
    assert [time.text for time in times] == words
    edges = [edge for time in times for edge in (time.start, time.end)]
    assert edges == sorted(edges)
    assert abs(edges[0] - start) <= 5e-4 + 1e-9
    if words != ["—"] * len(words):
        assert abs(edges[-1] - start - length) <= 5e-4 + 1e-9


def test_another_text_has_another_hash() -> None:
    assert text_hash("a b") == text_hash("a b")
    assert len({text_hash(text) for text in ("a b", "a  b", "A b", "a b ", "")}) == 5
