from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from scenes.film.cli import preview_command
from scenes.film.cli.main import main
from scenes.film.preview import serving


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return what tells the line that a command which can't be obeyed ends with."""

    def serve(*_: object, **__: object) -> None:
        pytest.fail("it is served")

    monkeypatch.setattr(serving, "serve", serve)
    return told_at_the_end


def told_at_the_end(*given: str) -> str:
    ended = CliRunner().invoke(main, ["preview", *given])
    assert ended.exit_code != 0
    (line,) = ended.stderr.splitlines()[-1:]
    return line


def test_a_port_in_use_is_told_with_what_to_do(fails: Callable[..., str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = fails("s01", "--port", str(port))
    assert f"--port {port}: " in line
    assert "in use" in line


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["s99"], "no chapter 's99'"),
        (["s01", "--port", "70000"], "70000"),
        (["s01", "--story", "nowhere.toml"], "nowhere.toml"),
        (["s01", "--language", "xx"], "xx"),
        (["s01", "--host", "0.0.0.0"], "--host"),
    ],
)
def test_what_cant_be_shown_is_told_in_one_line(
    fails: Callable[..., str], given: list[str], said: str
) -> None:
    assert said in fails(*given)


def test_a_missing_extra_is_told_with_the_line_that_adds_it(
    fails: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_command, "NEEDED", ("starlette", "no_such_package"))
    line = fails("s01")
    assert line == "lvebm: no_such_package is missing: pip install 'lvebm[preview]'"


def ask(address: str) -> None:
    """Ask for what takes a while."""
    with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=10) as answer:
        answer.read()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="it has no Ctrl-C for one program")
def test_it_serves_at_the_address_it_tells_until_ctrl_c_and_leaves_no_process(
    tmp_path: Path,
) -> None:
    program = [sys.executable, "-m", "scenes.film.cli.entry"]
    started = subprocess.Popen(
        [*program, "preview", "s05", "--media", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # so that all it starts can be found by its group
    )
    assert started.stdout is not None
    assert started.stderr is not None
    address = started.stdout.readline().split()[0]
    told = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/([\w-]{20,})/", address)
    assert told, address
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert "lvebm preview" in answer.read().decode()
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"http://127.0.0.1:{told[1]}/", timeout=10)
    waiting = threading.Thread(target=ask, args=(f"{address}outline/s05_energy",))
    waiting.start()
    time.sleep(0.3)
    started.send_signal(signal.SIGINT)
    assert started.wait(10) in (0, 130)
    waiting.join(10)
    said = started.stderr.read()
    assert told[2] not in said
    assert "Traceback" not in said
    for _ in range(100):
        try:
            os.killpg(started.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.05)
    else:
        pytest.fail("something it started still runs")
