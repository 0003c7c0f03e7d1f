"""A chapter as it is on disk now: drawn from anywhere, loaded anew when it is edited."""

import io
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scenes.film.kept import Kept
from scenes.film.preview.frames import BeatFrames, fetch, keep
from scenes.film.preview.player import Player
from scenes.film.quality import QUALITIES
from scenes.film.stills import Still, draw_stills
from tests.film.preview.served_film import copy_project

ROOT = Path(__file__).parents[3]
CHAPTER = "s14_coda"


@pytest.fixture(scope="module")
def player(tmp_path_factory) -> Player:
    media = tmp_path_factory.mktemp("media")
    return Player(story=None, language="en", media=media, quality="draft")


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)), dtype=int)


def test_a_frame_is_the_film_s(player):
    number = 300
    (expected,) = draw_stills(
        player.programme,
        player.programme.script(CHAPTER, player.data(), player.programme.timings()),
        [Still(number, "")],
        data=player.data(),
        quality=QUALITIES["draft"],
    )
    found = pixels(player.frame(CHAPTER, number))
    assert found.shape == (480, 854, 3)
    assert np.abs(found - expected[..., :3].astype(int)).mean() < 1


def test_the_outline_says_what_the_script_says(player):
    outline, script = player.outline(CHAPTER), player.script(CHAPTER)
    assert outline["frames"] == round(script.duration * 15)
    assert [beat["name"] for beat in outline["beats"]] == [beat.name for beat in script.beats]
    for beat, told_of in zip(script.beats, outline["beats"], strict=True):
        assert [word["text"] for word in told_of["words"]] == beat.words.split()
        for cue in told_of["cues"]:
            assert cue["at"] == beat.cue(cue["name"])
            assert told_of["words"][cue["word"]]["at"] == cue["at"]
    starts = outline["animations"]
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    for beat in script.beats:
        assert round(beat.start * 15) in starts


@pytest.mark.skipif(not hasattr(os, "fork"), reason="states need os.fork")
def test_a_frame_from_a_state_is_the_frame_from_the_start(player):
    # In a process without threads, as the preview's own is.
    program = f"""
        from pathlib import Path
        from multiprocessing import Pipe
        from scenes.film.preview.player import Player
        media = Path({str(player._media)!r})
        player = Player(story=None, language="en", media=media, quality="draft")
        states = player.states({CHAPTER!r}, Pipe()[0])
        script = player.script({CHAPTER!r})
        states.wait()
        for beat in script.beats:
            first, last = round(beat.start * 15), round(beat.end * 15) - 1
            for number in (first, (first + last) // 2, last, first):
                assert states.frame(beat.name, number) == player.frame({CHAPTER!r}, number), number
        states.close()
        print("the same")
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == "the same\n", done.stderr


def test_kept_frames_come_back_if_they_would_be_the_same(tmp_path):
    beat = BeatFrames("sweep", "s04.sweep-draft", "key", 7, 3, {"story horn.alpha": 1.5})
    beat.drawn = {0: b"one", 1: b"one", 2: b"three"}
    keep(beat, Kept(tmp_path))
    values = {"story horn.alpha": 1.5}
    again = BeatFrames("sweep", "s04.sweep-draft", "key", 9, 3)
    fetch(again, Kept(tmp_path), values.get)
    assert (again.drawn, again.is_whole) == (beat.drawn, True)
    for key, count, now in (("other", 3, 1.5), ("key", 4, 1.5), ("key", 3, 2.0)):
        fresh = BeatFrames("sweep", "s04.sweep-draft", key, 9, count)
        fetch(fresh, Kept(tmp_path), {"story horn.alpha": now}.get)
        assert not fresh.drawn
    (file,) = tmp_path.glob("*.jpgs")
    file.write_bytes(file.read_bytes()[:-1])
    fresh = BeatFrames("sweep", "s04.sweep-draft", "key", 9, 3)
    fetch(fresh, Kept(tmp_path), values.get)
    assert not fresh.drawn


EDITED = """
    import sys
    from pathlib import Path
    from scenes.film.preview.player import Player
    root, media = Path.cwd(), Path(sys.argv[1])
    player = Player(story=None, language="en", media=media, quality="draft")

    def edit(name, old, new):
        file = root / name
        text = file.read_text()
        assert old in text, (name, old)
        file.write_text(text.replace(old, new, 1))
        player.change([file])
        return file

    before = player.frame("s14_coda", 200)
    assert player.frame("s14_coda", 200) == before
    core = sys.modules["lvebm_core.horn"]

    edit("scenes/look.py", 'GRID = ManimColor("', 'GRID = ManimColor("#ff0000") or ManimColor("')
    red = player.frame("s14_coda", 200)
    assert red != before
    assert sys.modules["lvebm_core.horn"] is core, "more was loaded anew than was edited"

    beats = [beat.words for beat in player.script("s14_coda").beats]
    edit("assets/narration/s14.md", "Everything in one picture", "All of it in one picture")
    now = player.script("s14_coda").beats
    assert now[0].words != beats[0] and [beat.words for beat in now[1:]] == beats[1:]
    assert not now[0].said and now[1].said
    print("as edited")
"""


@pytest.mark.slow
def test_no_more_is_loaded_anew_than_was_edited(tmp_path):
    copy = tmp_path / "copy"
    copy_project(copy)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(EDITED), str(tmp_path / "media")],
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.stdout == "as edited\n", done.stderr
