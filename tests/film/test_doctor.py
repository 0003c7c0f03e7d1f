"""What ``lvebm doctor`` finds on machines that lack something, and how fast it says they are."""

from __future__ import annotations

import json
import os
import sys
from collections import namedtuple
from importlib.metadata import PackageNotFoundError
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scenes.film import doctor, speed
from scenes.film.cli.main import main
from scenes.film.doctor import Check, checks
from scenes.film.quality import QUALITIES
from scenes.film.speed import _spread, measure
from scenes.film.voice import hibari
from scenes.story.parameters import load_story
from tests.film.tiny_film import TinyFilm

Usage = namedtuple("Usage", "total used free")


def found(name: str, media: Path = Path("media"), jobs: int = 2) -> Check:
    [check] = [check for check in checks(media, jobs) if check.name == name]
    return check


def call(*arguments: str, **kwargs: Any) -> Result:
    return CliRunner().invoke(main, ["doctor", *arguments], **kwargs)


def test_on_this_machine_films_can_be_made() -> None:
    assert [check.name for check in checks(Path("media"), 1) if check.needed and check.mend] == []


def old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.platform, "python_version", lambda: "3.10.2")
    monkeypatch.setattr(doctor.platform, "python_version_tuple", lambda: ("3", "10", "2"))


def old_manim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version", lambda name: "0.19.1")


def no_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.sysconfig, "get_path", lambda name: "/nowhere")


def no_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)


def dumb_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", SimpleNamespace(compile=lambda *_, **__: b""))


def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    def codec(name: str, mode: str) -> None:
        raise ValueError(f"no codec {name}")

    monkeypatch.setattr("av.codec.Codec", codec)


def no_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hibari, "hibari_version", lambda: None)


def newer_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hibari, "hibari_version", lambda: "9.0")


def no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", version)


def no_chromium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)


def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda folder: Usage(9e9, 8e9, 1e9))


def read_only_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.os, "access", lambda folder, mode: False)


def little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_available", lambda: 1_500_000_000)


@pytest.mark.parametrize(
    ("there", "command"),
    [
        ({"apt-get"}, "apt-get install chromium"),
        ({"brew"}, "brew install --cask chromium"),
        ({"winget"}, "winget install Google.Chrome"),
        (set(), "install Chromium, to have the pages tested"),
    ],
)
def test_chromium_is_installed_as_the_system_does(monkeypatch, there, command) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda name: name if name in there else None)
    assert found("Chromium").mend == command


@pytest.mark.parametrize(
    ("name", "take_away", "told", "mend", "needed"),
    [
        ("Python", old_python, "3.10.2: must be 3.11 to 3.14", "make setup", True),
        ("headers", no_headers, "no Python.h, which only the set-up needs", "make setup", False),
        ("Manim", old_manim, "0.19.1: must be 0.22", "make setup", True),
        ("Typst", no_typst, "import of typst halted; None in sys.modules", "make setup", True),
        ("Typst", dumb_typst, "can't set a formula", "make setup", True),
        ("encoders", no_encoder, "no codec libx264", "pip install --force-reinstall av", True),
        ("voice", no_voice, "none: silent films", "pip install 'lvebm[voice]'", False),
        ("voice", newer_voice, "hibari-tts 9.0: must be 0.2.1", "'lvebm[voice]'", False),
        ("cluster", no_cluster, "none: films are drawn by this", "'lvebm[cluster]'", False),
        ("Chromium", no_chromium, "none", "install", False),
        ("disk", full_disk, "1.0 GB free for media: a film takes 2", "--media DIR", True),
        ("disk", read_only_disk, "can't be written", "--media DIR", True),
        ("memory", little_memory, "1.5 GB free for 2 processes", "lvebm film --jobs N", False),
    ],
)
def test_what_is_missing_comes_with_what_mends_it(
    name: str,
    take_away: Any,
    told: str,
    mend: str,
    needed: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert found(name).mend == "" or name == "Chromium"
    take_away(monkeypatch)
    check = found(name)
    assert told in check.found
    assert mend in check.mend
    assert check.needed is needed


def test_the_folder_need_not_exist(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "made" / "yet"
    assert found("disk", folder).mend == ""
    assert not folder.parent.exists()


def test_the_table_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    no_voice(monkeypatch)
    result = call("--quick")
    assert result.exit_code == 0
    [line] = [line for line in result.output.splitlines() if line.startswith("voice")]
    assert line.split(None, 2)[1:] == [
        "optional",
        "none: silent films" + line.partition("none: silent films")[2],
    ]
    assert line.endswith("pip install 'lvebm[voice]'")
    assert "frames a second" not in result.output


def test_if_no_film_can_be_made_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    full_disk(monkeypatch)
    monkeypatch.setattr(speed, "measure", None)
    result = call()
    assert result.exit_code == 1
    assert "disk      missing" in result.output
    told = json.loads(call("--json").output)
    [disk] = [check for check in told["checks"] if check["name"] == "disk"]
    assert disk["needed"]
    assert disk["mend"]
    assert "speed" not in told


@pytest.mark.slow
def test_how_long_the_film_takes_is_measured(
    tiny_film: TinyFilm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "SECONDS", 0.5)
    environment = {"PYTHONPATH": os.pathsep.join([str(tiny_film.folder), *sys.path])}
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    scripts = [tiny_film.script(name) for name in tiny_film.programme.chapters]
    draft = QUALITIES["draft"]
    told: list[float] = []
    made = measure(tiny_film.programme, scripts, load_story(), draft, 1, told.append)
    assert made.frames >= draft.fps
    assert made.film_frames == round(sum(script.duration for script in scripts) * draft.fps)
    assert made.rate > 0
    assert made.times == pytest.approx(made.rate / draft.fps)
    assert made.film_seconds == pytest.approx(made.film_frames / made.rate)
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] <= 0.5


@pytest.mark.slow
def test_the_sentence_and_the_json_agree(tiny_film: TinyFilm, monkeypatch: Any) -> None:
    measured = speed.Speed(120, 60.0, 7500, 2.0)
    monkeypatch.setattr(speed, "measure", lambda *_: measured)
    result = call("-q", "medium", "-j", "3", obj=tiny_film.programme)
    assert result.output.splitlines()[-1] == (
        "medium: 60 frames a second by 3 processes (120 were drawn), 2.0 times as fast as it "
        "plays: the whole film in about 2 min 5 s, without its voice"
    )
    told = json.loads(call("-q", "medium", "-j", "3", "--json", obj=tiny_film.programme).stdout)
    assert told["speed"] == {
        "quality": "medium",
        "jobs": 3,
        "frames": 120,
        "rate": 60.0,
        "film_frames": 7500,
        "times": 2.0,
        "film_seconds": 125.0,
    }


def test_pieces_come_from_all_over_the_film() -> None:
    pieces: list[Any] = list(range(75))
    order = _spread(pieces)
    assert sorted(order) == pieces
    for count in (4, 8, 16):
        gaps = [b - a for a, b in pairwise([0, *sorted(order[:count]), 75])]
        assert max(gaps) < 2.7 * 75 / count


def test_chromium_is_found_under_any_of_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    here = {"google-chrome": "/x"}
    monkeypatch.setattr(doctor.shutil, "which", here.get)
    assert found("Chromium") == Check("Chromium", "/x", needed=False)
