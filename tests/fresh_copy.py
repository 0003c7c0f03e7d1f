"""A copy of the project that is set up anew, and somebody who types commands in it."""

import os
import re
import shutil
import signal
import subprocess
import time
import wave
from pathlib import Path

import numpy as np

LEFT_BEHIND = (".git", ".venv", "media", "build", "dist", "*.egg-info", "__pycache__", ".*_cache")
LEFT_BEHIND += (".hypothesis", ".benchmarks")
OF_THIS_RUN = re.compile(r"(LVEBM_|PYTEST|PYTHON|VIRTUAL_ENV|MAKE|MFLAGS|COMMANDS|CI$|QUALITY$)")
PATIENCE = 1200  # seconds for one command on a busy machine


class FreshCopy:
    """The project in a folder of its own, with its own ``.venv``.

    Parameters
    ----------
    root
        The project.
    folder
        Where the copy is made.
    """

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder
        self._servers: list[subprocess.Popen[bytes]] = []
        paths = [p for p in os.environ["PATH"].split(os.pathsep) if Path(p) != root / ".venv/bin"]
        others = {k: value for k, value in os.environ.items() if not OF_THIS_RUN.match(k)}
        self._environment = others | {
            "PATH": os.pathsep.join([str(folder / ".venv/bin"), *paths]),
            "GIT_AUTHOR_NAME": "Reader",
            "GIT_AUTHOR_EMAIL": "reader@example.org",
            "GIT_COMMITTER_NAME": "Reader",
            "GIT_COMMITTER_EMAIL": "reader@example.org",
        }
        shutil.copytree(root, folder, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
        self.type("git init -q && git add -A && git commit -q -m All")
        self.type("make setup")

    def tidy(self) -> None:
        """End what serves, and put all files back; what is named on the pages is there."""
        self.end_servers()
        self.type("git restore . && git clean -fdq")
        shutil.rmtree(self.folder / "media/parts", ignore_errors=True)
        story = (self.folder / "assets/story.toml").read_text(encoding="utf-8")
        (self.folder / "mine.toml").write_text(story.replace("-1.5, 0.4", "-1.5, 0.8"))
        for narration in self.folder.glob("assets/narration/s??.md"):
            (chapter,) = self.folder.glob(f"scenes/{narration.stem}_*.py")
            for beat in re.findall(r"^## (\w+)", narration.read_text(encoding="utf-8"), re.M):
                write_tone(self.folder / "DIR" / chapter.stem / f"{beat}.wav")

    def edit(self, file: str, before: str, after: str) -> None:
        """Change a line of a file."""
        text = (self.folder / file).read_text(encoding="utf-8")
        assert text.count(before) == 1, before
        (self.folder / file).write_text(text.replace(before, after), encoding="utf-8")

    def type(self, line: str) -> str:
        """Type a command, wait until it is done, and return what it printed."""
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, f"{line}: {done.returncode}\n{done.stdout[-4000:]}"
        return done.stdout

    def serve(self, line: str, says: str) -> None:
        """Start a command that goes on until it is ended, and wait for what it says."""
        told = self.folder / "media" / f"server-{len(self._servers)}.txt"
        told.parent.mkdir(exist_ok=True)
        with told.open("wb") as output:
            server = subprocess.Popen(
                ["sh", "-c", f"exec {line}"],
                cwd=self.folder,
                env=self._environment | {"PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._servers.append(server)
        until = time.monotonic() + PATIENCE
        while says not in told.read_text():
            assert server.poll() is None, f"{line}\n{told.read_text()}"
            assert time.monotonic() < until, f"{line}\n{told.read_text()}"
            time.sleep(0.2)

    def end_servers(self) -> None:
        """Press Ctrl-C; who asks whether that is meant is ended."""
        for server in self._servers:
            os.killpg(server.pid, signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGTERM)
                server.wait(20)
        self._servers.clear()


def write_tone(file: Path) -> None:
    """Write eight seconds of a tone: what stands for a recording."""
    file.parent.mkdir(parents=True, exist_ok=True)
    rate, seconds = 8000, 8
    tone = 8000 * np.sin(2 * np.pi * 220 * np.arange(rate * seconds) / rate)
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", "not compressed"))
        sound.writeframes(tone.astype("<i2").tobytes())
