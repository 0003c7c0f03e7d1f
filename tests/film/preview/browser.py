"""The page in a real Chromium, over a stage that draws nothing."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from scenes.film.doctor import CHROMIUMS
from scenes.film.preview.server import Page, application
from scenes.film.preview.serving import bound
from tests.film.preview.fake_stage import FakeStage, page_over, write_files

TOKEN = "a-token"


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the system's Chromium, without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright isn't installed")
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if program is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Served:
    """A page that is served, and what is behind it."""

    address: str
    stage: FakeStage
    page: Page
    folder: Path

    def begin_anew(self) -> None:
        """Forget what was done."""
        self.stage.begin_anew()
        self.page.draft.restore({})
        write_files(self.folder)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve the page of a fake stage from a thread."""
    stage = FakeStage()
    page = page_over(stage, folder)
    socket = bound(0)
    port = socket.getsockname()[1]
    app = application(page, token=TOKEN, port=port)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    try:
        yield Served(f"http://127.0.0.1:{port}/{TOKEN}/", stage, page, folder)
    finally:
        page.close()
        server.should_exit = True
        thread.join()
