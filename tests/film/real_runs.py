"""Running the command on a tiny film as a shell would, to be interrupted and killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.film.tiny_film import TinyFilm

PATIENCE = 120  # seconds for what takes a few on an idle machine

# The second chapter draws frame after frame for as long as there is a file called `slow`.
SLOW_REST = """\
import pathlib, time
        slow = pathlib.Path(__file__).parents[1] / "slow"

        def wait(_, dt):
            slow.with_name("drawing").touch()
            time.sleep(0.5 if slow.exists() else 0)

        self.mobjects[0].add_updater(wait)
        self.hold(1.0)"""

FILM = ("film", "--voice", "silent", "-q", "draft", "-j", "2")

# Worker processes run this too, up to the last condition: each is killed at its n-th publishing.
RUN = """\
import os
import signal
from pathlib import Path
from scenes.film.cli.main import main
from scenes.film.programme import Programme

left = int(os.environ.get("KILLED_AT_PUBLISHING", "0"))
replace = os.replace


def killed(made, final):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(made, final)


os.replace = killed

if __name__ == "__main__":
    main(
        obj=Programme(
            title="A tiny film",
            description="Squares move.",
            chapters=("c01_first", "c02_second"),
            package={package!r},
            narration=Path({folder!r}) / "narration",
            media=Path({folder!r}) / "media",
        )
    )
"""


class Runner:
    """Starts the command for a tiny film as a shell would, in a process group of its own."""

    def __init__(self, film: TinyFilm) -> None:
        self.film = film
        self.script = film.folder / "run.py"
        self.script.write_text(RUN.format(package=film.programme.package, folder=str(film.folder)))
        self.started: list[subprocess.Popen[str]] = []

    def start(
        self, *arguments: str, limit: Callable[[], None] | None = None, **environment: str
    ) -> subprocess.Popen[str]:
        """Have the film made."""
        return self.run(*FILM, *arguments, limit=limit, **environment)

    def run(
        self, *arguments: str, limit: Callable[[], None] | None = None, **environment: str
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(self.script), *arguments],
            cwd=self.film.folder,
            env={**os.environ, "PYTHONPATH": str(self.film.folder), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=limit,
        )
        self.started.append(process)
        return process

    def stop_all(self) -> None:
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def wait_for(what: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def session_is_empty(process: subprocess.Popen[str]) -> bool:
    """Tell whether no process of a run is alive (a zombie is not)."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(session) == process.pid and state != "Z":
            return False
    return True
