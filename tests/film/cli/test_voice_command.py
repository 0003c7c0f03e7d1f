"""``lvebm voice``, with the voices that need nothing installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scenes.film.cli.voice_command import voice
from scenes.film.programme import FILM
from scenes.film.voice import hibari
from scenes.film.voice.waves import write_wave
from scenes.narration.timings import TIMINGS, load_timings, text_hash
from scenes.story.parameters import DEFAULT_STORY
from tests.film.tiny_film import TinyFilm
from tests.film.tone_bursts import tone_bursts


def run(film: TinyFilm, *args: str | Path) -> Result:
    return CliRunner().invoke(voice, [str(arg) for arg in args], obj=film.programme)


def test_all_beats_are_spoken_and_the_table_is_written(tiny_film: TinyFilm) -> None:
    done = run(tiny_film, "--voice", "silent")
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0].split() == ["chapter", "beat", "words", "seconds", "words/min", "spoken"]
    assert lines[1].split() == ["c01_first", "move", "6", "2.40", "150", "now"]
    # A beat lasts a second at least.
    assert lines[5].split() == ["total", "19", "7.80", "146", "4", "of", "4"]
    assert lines[6].endswith("timings.json: written")
    timings = load_timings(tiny_film.programme.timing_table)
    assert (timings.voice, timings.version) == ("silent", "150 words a minute")
    assert set(timings.beats) == {
        (chapter, beat) for chapter in ("c01_first", "c02_second") for beat in ("move", "rest")
    }
    assert timings.beat("c02_second", "rest", text_hash("And that is all.")).duration == 1.6


def test_only_what_changed_is_spoken_unless_all_is_asked_for(tiny_film: TinyFilm) -> None:
    run(tiny_film, "--voice", "silent")
    table = tiny_film.programme.timing_table
    # As another machine might have it: the same words in slightly other times.
    table.write_text(table.read_text().replace('"duration": 2.400', '"duration": 2.415'))
    before = table.read_bytes()
    again = run(tiny_film, "--voice", "silent").output.splitlines()
    assert again[1].split() == ["c01_first", "move", "6", "2.42", "149"]
    assert again[5].split()[-3:] == ["0", "of", "4"]
    assert again[6].endswith("timings.json: up to date")
    assert table.read_bytes() == before
    file = tiny_film.narration_file("c02_second")
    file.write_text(file.read_text().replace("all", "nearly all"))
    changed = run(tiny_film, "--voice", "silent").output.splitlines()
    assert [line.split()[-1] == "now" for line in changed[1:5]] == [False, False, False, True]
    assert changed[6].endswith("timings.json: written")
    lines = table.read_text().splitlines()
    assert '        "duration": 2.415,' in lines
    assert sum(line not in before.decode().splitlines() for line in lines) < 8
    everything = run(tiny_film, "--voice", "silent", "--all").output.splitlines()
    assert everything[5].split()[-3:] == ["4", "of", "4"]
    assert '        "duration": 2.400,' in table.read_text().splitlines()


def test_a_broken_table_is_made_anew(tiny_film: TinyFilm) -> None:
    tiny_film.programme.timing_table.write_text("{")
    assert run(tiny_film, "--voice", "silent").exit_code == 0
    assert len(load_timings(tiny_film.programme.timing_table).beats) == 4


def test_the_projects_table_is_beside_its_narration() -> None:
    assert FILM.timing_table == TIMINGS


def test_another_story_leaves_the_table_alone(
    tiny_film: TinyFilm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(DEFAULT_STORY.read_text(encoding="utf-8"), encoding="utf-8")
    assert run(tiny_film, "--voice", "silent", "--story", other).exit_code == 0
    assert not tiny_film.programme.timing_table.exists()
    monkeypatch.setenv("LVEBM_STORY", str(other))
    assert run(tiny_film, "--voice", "silent").exit_code == 0
    assert not tiny_film.programme.timing_table.exists()
    assert run(tiny_film, "--voice", "silent", "--story", DEFAULT_STORY).exit_code == 0
    assert tiny_film.programme.timing_table.exists()


def test_recordings_give_the_times(tiny_film: TinyFilm, tmp_path: Path) -> None:
    for chapter in tiny_film.programme.chapters:
        (tmp_path / "takes" / chapter).mkdir(parents=True)
        for beat in ("move", "rest"):
            sound = tone_bursts(4.0, [(0.5, 3.0)])
            write_wave(tmp_path / "takes" / chapter / f"{beat}.wav", sound, 24_000)
    done = run(tiny_film, "--recordings", tmp_path / "takes")
    assert done.exit_code == 0, done.output
    table = json.loads(tiny_film.programme.timing_table.read_text())
    assert table["voice"] == "recorded"
    duration = table["chapters"]["c01_first"]["move"]["duration"]
    assert duration == pytest.approx(0.005 + 2.5 + 0.05 + 0.35, abs=0.005)
    (tmp_path / "takes/c02_second/rest.wav").unlink()
    before = tiny_film.programme.timing_table.read_bytes()
    failed = run(tiny_film, "--recordings", tmp_path / "takes")
    assert (failed.exit_code, failed.output) == (
        1,
        f"lvebm: {tmp_path / 'takes/c02_second/rest.wav'}: no such file\n",
    )
    assert tiny_film.programme.timing_table.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--voice", "bob"], 1, "lvebm: no voice 'bob'; there are silent, hibari, recorded, piper"),
        (["--voice", "recorded"], 1, "lvebm: the voice recorded needs --recordings DIR"),
        (["--voice", "piper"], 1, "lvebm: the voice piper needs --piper-model FILE"),
        (["--recordings", "nowhere"], 2, "Directory 'nowhere' does not exist"),
        (["--piper-model", "nowhere"], 2, "File 'nowhere' does not exist"),
        (
            ["--voice", "silent", "--recordings", "."],
            2,
            "the voice silent doesn't go with the voice",
        ),
        (["--story", "nowhere"], 1, "lvebm: nowhere: no such file"),
    ],
)
def test_what_is_wrong_is_told(tiny_film: TinyFilm, args: list[str], code: int, said: str) -> None:
    done = run(tiny_film, *args)
    assert done.exit_code == code
    assert said in done.output
    assert "Traceback" not in done.output


def test_without_hibari_the_pass_says_how_to_get_it(
    tiny_film: TinyFilm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hibari, "hibari_version", lambda: None)
    done = run(tiny_film)
    assert (done.exit_code, done.output) == (
        1,
        "lvebm: the voice hibari is not installed: pip install 'lvebm[voice]'\n",
    )


def test_the_voices_are_listed(tiny_film: TinyFilm) -> None:
    done = run(tiny_film, "--list")
    assert [line.split()[0] for line in done.output.splitlines()] == [
        "voice",
        "silent",
        "hibari",
        "recorded",
        "piper",
    ]
    assert done.output.count("(default)") == 1
