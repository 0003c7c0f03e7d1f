"""What a machine has of what the film needs, and what mends what is missing."""

from __future__ import annotations

import os
import platform
import shutil
import sysconfig
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from scenes.film.errors import one_line

SET_UP = "make setup"
PYTHONS = (3, 11), (3, 14)  # the oldest and the newest that the set-up takes
MANIM = "0.22"
WORKER_BYTES = 1_000_000_000  # of memory that a process drawing at 1080p takes, and some more
FILM_BYTES = 2_000_000_000  # on the disk: a film at 1080p, its parts, sound and kept things
INSTALLERS = {
    "apt-get": "apt-get install chromium",
    "dnf": "dnf install chromium",
    "pacman": "pacman -S chromium",
    "brew": "brew install --cask chromium",
    "winget": "winget install Google.Chrome",
}
"""By the command that installs things on a system: how it installs a Chromium."""

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge")


@dataclass(frozen=True)
class Check:
    """One thing that was looked for.

    Attributes
    ----------
    name
        What it is.
    found
        What there is of it, in a few words.
    mend
        What to do if it is missing or not as it should be, "" if all is well: a command where
        there is one.
    needed
        Whether no film can be made without it.
    """

    name: str
    found: str
    mend: str = ""
    needed: bool = True


def checks(media: Path, jobs: int) -> Iterator[Check]:
    """Look for everything, one thing after another.

    Parameters
    ----------
    media
        The folder for all that is made; it need not exist.
    jobs
        How many processes are to draw at once.

    Yields
    ------
    Check
        What was found.
    """
    for name, look, mend, needed in (
        ("Python", _python, SET_UP, True),
        ("headers", _headers, SET_UP, False),
        ("torch", _torch, SET_UP, True),
        ("device", _device, "", False),
        ("Manim", _manim, SET_UP, True),
        ("Cairo", _cairo, SET_UP, True),
        ("Typst", _typst, SET_UP, True),
        ("encoders", _encoders, "pip install --force-reinstall av", True),
        ("voice", _voice, "pip install 'lvebm[voice]'", False),
        ("cluster", _cluster, "pip install 'lvebm[cluster]'", False),
        ("Chromium", _chromium, _installing_chromium(), False),
        ("disk", lambda: _disk(media), "free some, or choose another folder: --media DIR", True),
        ("memory", lambda: _memory(jobs), "fewer processes: lvebm film --jobs N", False),
    ):
        yield _checked(name, look, mend, needed=needed)


class _Missing(Exception):
    """What was looked for is not there, or not as it should be."""


def _checked(name: str, look: Callable[[], str], mend: str, *, needed: bool) -> Check:
    try:
        return Check(name, look(), needed=needed)
    except _Missing as fault:
        return Check(name, str(fault), mend, needed)
    except Exception as error:  # whatever an import may raise
        return Check(name, one_line(error), mend, needed)


def _python() -> str:
    found, (oldest, newest) = platform.python_version(), PYTHONS
    if not oldest <= tuple(map(int, platform.python_version_tuple()[:2])) <= newest:
        least, most = (".".join(map(str, each)) for each in PYTHONS)
        raise _Missing(f"{found}: must be {least} to {most}")
    return found


def _headers() -> str:
    header = Path(sysconfig.get_path("include")) / "Python.h"
    if not header.exists():
        raise _Missing("no Python.h, which only the set-up needs")
    return "there"


def _torch() -> str:
    return f"{version('torch')}, {import_module('torch').get_num_threads()} threads"


def _device() -> str:
    torch = import_module("torch")
    if torch.cuda.is_available():
        return f"GPU: {torch.cuda.get_device_name()}"
    return "CPU; there is no GPU that torch knows, and none is needed"


def _manim() -> str:
    found = version("manim")
    import_module("manim")
    if not found.startswith(f"{MANIM}."):
        raise _Missing(f"{found}: must be {MANIM}")
    return found


def _cairo() -> str:
    import_module("manimpango")
    return str(import_module("cairo").cairo_version_string())


def _typst() -> str:
    made = import_module("typst").compile(b"$x$", format="svg")
    if b"<svg" not in made:
        raise _Missing(f"{version('typst')}: can't set a formula")
    return version("typst")


def _encoders() -> str:
    av = import_module("av")
    for name in ("libx264", "aac"):
        av.codec.Codec(name, "w")
    return f"H.264 (libx264) and AAC, by PyAV {version('av')}"


def _voice() -> str:
    from scenes.film.voice.hibari import TRIED, hibari_version

    found = hibari_version()
    if found != TRIED:
        raise _Missing(f"hibari-tts {found}: must be {TRIED}" if found else "none: silent films")
    return f"hibari-tts {found}"


def _cluster() -> str:
    try:
        return f"distributed {version('distributed')}"
    except ModuleNotFoundError:
        raise _Missing("none: films are drawn by this machine alone") from None


def _chromium() -> str:
    for name in CHROMIUMS:
        found = shutil.which(name)
        if found:
            return found
    raise _Missing("none")


def _installing_chromium() -> str:
    """Return the command of this system; where none is known, what to look for."""
    found = (command for name, command in INSTALLERS.items() if shutil.which(name))
    return next(found, "install Chromium, to have the pages tested")


def _disk(media: Path) -> str:
    there = next(folder for folder in (media, *media.absolute().parents) if folder.exists())
    if not os.access(there, os.W_OK):
        raise _Missing(f"{there}: can't be written")
    free = shutil.disk_usage(there).free
    told = f"{free / 1e9:.0f} GB free for {media}"
    if free < FILM_BYTES:
        raise _Missing(f"{free / 1e9:.1f} GB free for {media}: a film takes {FILM_BYTES / 1e9:.0f}")
    return told


def _memory(jobs: int) -> str:
    try:
        pages = os.sysconf("SC_AVPHYS_PAGES") if os.name == "posix" else -1
        free = pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return "unknown on this system"
    found = _available() or free
    if found < jobs * WORKER_BYTES:
        raise _Missing(f"{found / 1e9:.1f} GB free for {jobs} processes")
    return f"{found / 1e9:.0f} GB free for {jobs} processes"


def _available() -> int:
    """Return what Linux says can be had without swapping, in bytes; 0 elsewhere."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((1024 * int(x.split()[1]) for x in lines if x.startswith("MemAvailable:")), 0)
