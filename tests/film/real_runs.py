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

# Worker processes run this too, up to the last condition: whichever gives a file of a certain name
# its final place is killed, before or after it has done so.
RUN = """\
import os
import signal
from scenes.film.cli.entry import interrupted

if __name__ == "__main__":
    signal.signal(signal.SIGINT, interrupted)  # as the command does that is installed

from pathlib import Path
from scenes.film.cli.main import main
from scenes.film.programme import Programme

folder = Path({folder!r})
moment, _, name = os.environ.get("KILLED", "never").partition(" ")
replace = os.replace


def killed(made, final):
    if moment == "after":
        replace(made, final)
    if moment != "never" and Path(final).match(name):
        (folder / "killed").write_text(str(final))
        os.kill(os.getpid(), signal.SIGKILL)
    if moment != "after":
        replace(made, final)


os.replace = killed
{more}

if __name__ == "__main__":
    main(
        obj=Programme(
            title="A tiny film",
            description="Squares move.",
            chapters=("c01_first", "c02_second"),
            package={package!r},
            narration=folder / "narration",
            media=folder / "media",
        )
    )
"""


class Runner:
    """Starts the command for a tiny film as a shell would, in a process group of its own.

    ``more`` is Python that every process of a run begins with.
    """

    def __init__(self, film: TinyFilm, more: str = "") -> None:
        self.film = film
        self.script = film.folder / "run.py"
        package, folder = film.programme.package, str(film.folder)
        self.script.write_text(RUN.format(package=package, folder=folder, more=more))
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
