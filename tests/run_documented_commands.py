"""Every command of the pages, typed in a fresh copy, page by page: ``make test-commands``.

A command is typed as it is written, but for what `INSTEAD` replaces; what is neither typed nor
named in `NOT_TYPED` can't be. It fetches what ``make setup`` fetches.
"""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.documented import ROOT, Block, Command, Edit, all_steps
from tests.fresh_copy import PATIENCE, FreshCopy

pytestmark = pytest.mark.timeout(PATIENCE + 300)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


PORT = free_port()

INSTEAD = {
    # The whole film takes many minutes; its shortest chapter goes the same way.
    r"^make film(?!.* CHAPTERS)": "make film CHAPTERS=s00",
    r"^lvebm film(?!.* --chapters)": "lvebm film --chapters s00",
    r"^lvebm check$": "lvebm check s00",
    r"^make bench-film": 'make bench-film ARGS="--qualities draft --chapters s00 --film-only"',
    # These are long by design; each has a number for that.
    r"^make test$": "make test ARGS=tests/core/test_horn_samples.py",
    r"^make test-stories$": "make test-stories STORIES=1",
    r"^make test-faults$": "make test-faults FAULTS=1",
    r"^make test-long$": "make test-long ARGS=tests/core/test_learning.py",
    r"^make bench$": 'make bench ARGS="-k fields"',
    r"^(python -m tests.benchmarks.preview)": r"\1 --edits 1",
    # The machines of a cluster are here this one, and it has fewer cores.
    r"10\.0\.0\.1:8786": f"127.0.0.1:{PORT}",
    r"10\.0\.0\.1 --port 8786": f"127.0.0.1 --port {PORT}",
    "--nworkers 8": "--nworkers 2",
    # Nobody looks, and in a container the user may be root.
    r"^jupyter lab": "jupyter lab --no-browser --allow-root",
}

NOT_TYPED = {
    "make test-commands": "it is what runs this",
    "lvebm film --scheduler ADDRESS": "the page of the cluster has it with an address",
    "ssh -L 8786:localhost:8786 HOST": "HOST is a machine of the reader's",
}

SERVES = {  # until it is ended; and what it says when it can be used
    "lvebm preview": "http://127.0.0.1",
    "dask scheduler": "Scheduler at:",
    "dask worker": "Registered to",
    "jupyter lab": "http://",
}

STAYS = ("dask scheduler", "dask worker")  # for the commands that follow on the page

STEPS = [step for step in all_steps() if not isinstance(step, Block)]


def name(step: Command | Edit) -> str:
    return f"{step.page.name}: {step.line if isinstance(step, Command) else step.file}"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FreshCopy]:
    made = FreshCopy(ROOT, tmp_path_factory.mktemp("commands") / "a project")
    yield made
    made.tidy()
    made.type("rm -rf .venv media")  # of two gigabytes


@pytest.fixture(scope="module")
def turn_to(copy: FreshCopy):
    """Open a page: each is read from its top, in a tidy copy."""
    opened: list[Path] = []

    def turn(page: Path) -> FreshCopy:
        if opened[-1:] != [page]:
            copy.tidy()
            opened.append(page)
        return copy

    return turn


@pytest.mark.parametrize("step", STEPS, ids=name)
def test_a_reader_can_do_it(step, turn_to):
    copy = turn_to(step.page)
    if isinstance(step, Edit):
        copy.edit(step.file, step.before, step.after)
        return
    if step.line in NOT_TYPED:
        return
    line = step.line
    for pattern, replacement in INSTEAD.items():
        line = re.sub(pattern, replacement, line)
    for program, says in SERVES.items():
        if line.startswith(program):
            copy.serve(line, says)
            if program not in STAYS:
                copy.end_servers()
            return
    assert step.prints in copy.type(line)


def test_what_is_not_typed_is_still_written():
    lines = [step.line for step in STEPS if isinstance(step, Command)]
    assert set(NOT_TYPED) <= set(lines)
    unused = [p for p in INSTEAD if not any(re.search(p, line) for line in lines)]
    assert unused == []


def test_the_pictures_are_those_of_the_film_as_it_is(copy):
    """The last page, assets/SOURCES.md, has drawn them anew."""
    for committed in (ROOT / "docs/pictures").glob("*.webp"):
        drawn = copy.folder / "docs/pictures" / committed.name
        was, now = (np.asarray(Image.open(f).convert("RGB"), float) for f in (committed, drawn))
        assert was.shape == now.shape, committed.name
        assert np.abs(was - now).mean() < 0.5, committed.name
