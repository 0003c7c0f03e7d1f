"""Films drawn by a real Dask cluster on this machine: a scheduler, and two workers to be killed."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from distributed import Client, LocalCluster

from scenes.film import cluster as cluster_module
from scenes.film import progress
from scenes.film.remote_job import differences, what_counts
from tests.film.made_film import run
from tests.film.real_runs import FILM, PATIENCE, Runner, wait_for
from tests.film.tiny_film import TinyFilm, write_tiny_film

FOLDERS = 6  # for films, one a test

# What the second chapter does in its last beat, for as long as there are files of these names.
ODD_REST = """\
import os, pathlib, signal, time
        here = pathlib.Path(__file__).parents[1]
        if (here / "deadly").exists():
            with (here / "deaths").open("a") as deaths:
                deaths.write(f"{os.getpid()}\\n")
            os.kill(os.getpid(), signal.SIGKILL)
        slow = here / "slow"
        self.mobjects[0].add_updater(lambda _, dt: time.sleep(0.3 if slow.exists() else 0))
        self.hold(1.0)"""


class Cluster:
    """A scheduler and two workers, which their nannies replace when they die."""

    def __init__(self, folder: Path) -> None:
        self.folders = [folder / str(k) for k in range(FOLDERS)]
        for each in self.folders:
            each.mkdir()
        self._environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([*map(str, self.folders), *sys.path]),
            "OMP_NUM_THREADS": "1",
        }
        self._log = (folder / "log").open("w")
        self._started: list[subprocess.Popen[bytes]] = []
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self._start(folder, "scheduler", "--host", self.address)
        options = ("--nworkers", "2", "--nthreads", "1", "--host", "127.0.0.1")
        self._start(folder, "worker", self.address, *options)
        self.client = Client(self.address, set_as_default=False)
        self.client.wait_for_workers(2, timeout=PATIENCE)

    def _start(self, folder: Path, *arguments: str) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--dashboard-address", "127.0.0.1:0"],
            cwd=folder,
            env=self._environment,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._started.append(process)

    def busy(self) -> list[int]:
        """Return the ids of the processes that draw."""
        ids = self.client.run(os.getpid)
        return [ids[worker] for worker, keys in self.client.processing().items() if keys]

    def idle(self) -> bool:
        """Tell whether both workers run nothing at all, not even what nobody waits for."""
        running = self.client.run(lambda dask_worker: len(dask_worker.active_threads))
        return list(running.values()) == [0, 0]

    def kill_scheduler(self) -> None:
        self.client.close()
        os.killpg(self._started[0].pid, signal.SIGKILL)

    def close(self) -> None:
        self.client.close()
        for process in reversed(self._started):
            with contextlib.suppress(ProcessLookupError):  # it was killed
                os.killpg(process.pid, signal.SIGTERM)
        for process in self._started:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self._log.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.close()


@pytest.fixture
def film(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> TinyFilm:
    """A film that this process and the workers can import."""
    folder = cluster.folders.pop()
    monkeypatch.syspath_prepend(folder)
    film = write_tiny_film(folder, rest=ODD_REST)
    importlib.invalidate_caches()
    return film


def start_and_wait_in_the_middle(film: TinyFilm, cluster: Cluster) -> subprocess.Popen[str]:
    """Start a run and return when all is whole but the last beat, and that is being drawn."""
    (film.folder / "slow").touch()
    path = os.pathsep.join([str(film.folder), *sys.path])
    process = Runner(film).start("--scheduler", cluster.address, PYTHONPATH=path)

    def in_the_middle() -> bool:
        assert process.poll() is None, process.communicate()
        return len(film.parts) == 3 and len(cluster.busy()) == 1

    wait_for(in_the_middle)
    return process


def complaints(result: Result) -> list[str]:
    assert "Traceback" not in result.output
    return [line for line in result.stderr.splitlines() if line.startswith("lvebm: ")]


@pytest.mark.slow
def test_a_film_is_that_of_one_machine_even_if_a_worker_is_killed(
    film: TinyFilm, cluster: Cluster
) -> None:
    alone = TinyFilm(film.folder, replace(film.programme, media=film.folder / "alone"))
    assert run(alone, *FILM).exit_code == 0

    process = start_and_wait_in_the_middle(film, cluster)
    [victim] = cluster.busy()
    os.kill(victim, signal.SIGKILL)
    (film.folder / "slow").unlink()
    output, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    assert "4 of 4 beats rendered" in output
    assert errors.splitlines()[-1] == "c02_second: rendered"

    assert [part.name for part in film.parts] == [part.name for part in alone.parts]
    for ours, theirs in zip(film.parts, alone.parts, strict=True):
        assert ours.read_bytes() == theirs.read_bytes()
    name = "lvebm-draft.mp4"
    theirs = alone.programme.media / name
    assert (film.programme.media / name).read_bytes() == theirs.read_bytes()
    assert film.scratch_folders() == []
    again = run(film, *FILM)  # what came from elsewhere is kept here
    assert "0 of 4 beats rendered" in again.output


@pytest.mark.slow
def test_ctrl_c_keeps_what_is_whole_and_leaves_the_workers(
    film: TinyFilm, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = start_and_wait_in_the_middle(film, cluster)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "lvebm: interrupted"
    assert "Traceback" not in errors
    assert all(line.startswith(("c0", "lvebm: ")) for line in errors.splitlines()), errors
    assert len(film.parts) == 3
    assert film.scratch_folders() == []
    wait_for(cluster.idle)  # though the file `slow` is still there

    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0)
    made = run(film, *FILM, "--scheduler", cluster.address)
    assert made.exit_code == 0, made.output
    assert "1 of 4 beats rendered" in made.output
    told = [int(line.split()[0]) for line in made.stderr.splitlines() if line.endswith("%")]
    assert told == sorted(told)
    assert len(set(told)) > 4  # it is drawn for seconds, and told while it is


@pytest.mark.slow
def test_a_job_that_killed_three_workers_is_given_up_and_the_others_are_kept(
    film: TinyFilm, cluster: Cluster
) -> None:
    (film.folder / "deadly").touch()
    made = run(film, *FILM[:-2], "--scheduler", cluster.address)  # a job for each of two workers
    assert made.exit_code == 1
    assert complaints(made) == [
        "lvebm: c02_second.move to rest: drawing it killed 3 workers, by lack of memory perhaps; "
        "given up"
    ]
    assert len((film.folder / "deaths").read_text().splitlines()) == 3
    made_parts = [part.name.partition("-")[0] for part in film.parts]
    assert made_parts == ["c01_first.move", "c01_first.rest", "c02_second.move"]
    wait_for(cluster.idle)


@pytest.mark.slow
def test_a_scheduler_that_is_lost_is_one_line_and_what_was_whole_is_kept(tmp_path: Path) -> None:
    lost = Cluster(tmp_path)
    try:
        film = write_tiny_film(lost.folders[0], rest=ODD_REST)
        process = start_and_wait_in_the_middle(film, lost)
        lost.kill_scheduler()
        _, errors = process.communicate(timeout=PATIENCE)
    finally:
        lost.close()
    assert process.returncode == 1
    assert "Traceback" not in errors
    [line] = [line for line in errors.splitlines() if line.startswith("lvebm: ")]
    assert line.startswith(f"lvebm: {lost.address}: lost the scheduler")
    assert len(film.parts) == 3
    assert film.scratch_folders() == []


@pytest.mark.slow
def test_a_chapter_that_raises_is_one_line_and_what_was_whole_is_kept(
    film: TinyFilm, cluster: Cluster
) -> None:
    chapter = film.chapter_file("c02_second")
    chapter.write_text(chapter.read_text().replace("self.hold(1.0)", 'raise ValueError("no")'))
    made = run(film, *FILM, "-j", "1", "--scheduler", cluster.address)
    assert made.exit_code == 1
    [line] = complaints(made)
    assert line.startswith("lvebm: c02_second, beat rest (c02_second.py, line ")
    assert line.endswith("ValueError: no")
    assert len(film.parts) == 3


@pytest.mark.slow
def test_other_sources_are_refused_before_anything_is_drawn(
    film: TinyFilm, cluster: Cluster
) -> None:
    cluster.client.run(what_counts, film.programme.packages)
    paint = film.folder / film.programme.package / "paint.py"
    paint.write_text(paint.read_text().replace("e03020", "e03021"))
    made = run(film, *FILM, "--scheduler", cluster.address)
    assert made.exit_code == 1
    [line] = complaints(made)
    assert line.startswith("lvebm: tcp://127.0.0.1:")
    assert line.endswith(", and 1 more, can't draw this film: other sources")
    assert not film.parts


def test_what_differs_is_named() -> None:
    ours = {"Python": "3.12.1", "manim": "0.22.0", "sources": "1", "pictures and fonts": "1"}
    assert differences(ours, ours) == ""
    others = ours | {"manim": "0.21.0", "pictures and fonts": "2"}
    assert differences(others, ours) == "manim 0.21.0, here 0.22.0"
    assert differences(ours | {"sources": "2"}, ours) == "other sources"
    older = {name: value for name, value in ours.items() if name != "manim"}
    assert differences(older, ours) == "manim None, here 0.22.0"


def test_everything_that_counts_is_compared() -> None:
    found = what_counts(frozenset({"scenes", "lvebm_core"}))
    assert {"lvebm", "Python", "manim", "torch", "av", "pycairo", "distributed"} < set(found)
    assert all(found.values())


@pytest.mark.parametrize(
    "address",
    ["here", "tcp://", "http://10.0.0.1:80", "10.0.0.1:", "10.0.0.1:0", "10.0.0.1:70000", "a b:1"],
)
def test_a_malformed_address_is_told_at_once(tiny_film: TinyFilm, address: str) -> None:
    made = run(tiny_film, *FILM, "--scheduler", address)
    assert made.exit_code == 2
    assert f"{address!r} is not an address such as tcp://10.0.0.1:8786" in made.stderr


def test_nobody_there_is_one_line(tiny_film: TinyFilm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "SECONDS_TO_ANSWER", 1)
    address = f"127.0.0.1:{free_port()}"
    made = run(tiny_film, *FILM, "--scheduler", address)
    assert made.exit_code == 1
    assert complaints(made) == [f"lvebm: tcp://{address}: no scheduler answered within 1 s"]
    assert made.stderr.splitlines() == complaints(made)


@pytest.mark.parametrize(
    ("workers", "threads", "fault"),
    [
        (0, 1, ": the scheduler has no workers: start some with `dask worker`"),
        (
            *(2, 3),
            ", and 1 more, can't draw this film: it has 3 threads, but Manim draws in one: "
            "start it with --nthreads 1",
        ),
    ],
)
def test_a_cluster_that_can_t_draw_is_one_line(
    tiny_film: TinyFilm, workers: int, threads: int, fault: str
) -> None:
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=threads,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
    ) as local:
        made = run(tiny_film, *FILM, "--scheduler", local.scheduler_address)
    assert made.exit_code == 1
    [line] = complaints(made)
    assert line.startswith("lvebm: tcp://127.0.0.1:")
    assert line.endswith(fault)
    assert not tiny_film.parts


def test_without_the_extra_the_command_to_install_it_is_told(
    tiny_film: TinyFilm, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("distributed", "scenes.film.cluster", "scenes.film.remote_job"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    made = run(tiny_film, *FILM, "--scheduler", "127.0.0.1:8786")
    assert made.exit_code == 1
    assert complaints(made) == [
        "lvebm: --scheduler needs distributed: pip install 'lvebm[cluster]'"
    ]
