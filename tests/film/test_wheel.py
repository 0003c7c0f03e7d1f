"""The wheel: what it installs makes the film in an empty folder, far from any checkout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


class Installed:
    """The wheel's own files, first on the path, and an empty folder to work in."""

    def __init__(self, folder: Path) -> None:
        self.site, self.here = folder / "site", folder / "here"
        self.here.mkdir()
        pip = [sys.executable, "-m", "pip", "--no-input", "--disable-pip-version-check"]
        build = ["wheel", "--no-build-isolation", "--no-deps", "--no-index", "-w", folder, ROOT]
        self.call(*pip, *build)
        (wheel,) = folder.glob("lvebm-*.whl")
        self.call(*pip, "install", "--no-deps", "--no-index", "--target", self.site, wheel)

    def call(self, *command: str | Path) -> str:
        """Run a command in the empty folder; what it printed."""
        others = {name: value for name, value in os.environ.items() if name != "LVEBM_STORY"}
        done = subprocess.run(
            list(map(str, command)),
            cwd=self.here,
            env=others | {"PYTHONPATH": str(self.site), "OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def lvebm(self, *arguments: str) -> str:
        return self.call(self.site / "bin" / "lvebm", *arguments)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("wheel"))


def test_it_is_the_wheel_that_is_tried(installed: Installed) -> None:
    ask = "import scenes, lvebm_core; print(scenes.__file__, lvebm_core.__file__, sep='\\n')"
    found = installed.call(sys.executable, "-c", ask).splitlines()
    assert [Path(file).parent for file in found] == [
        installed.site / "scenes",
        installed.site / "lvebm_core",
    ]


def test_every_asset_is_in_it(installed: Installed) -> None:
    def content(folder: Path) -> dict[Path, bytes]:
        return {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    assert content(installed.site / "scenes" / "assets") == content(ROOT / "assets")


def test_it_works_in_an_empty_folder(installed: Installed) -> None:
    before = {path for path in installed.site.rglob("*") if path.suffix != ".pyc"}
    assert "s11_temperature" in installed.lvebm("list")
    assert (
        installed.lvebm("still", "s00", "--quality", "draft").strip()
        == "media/stills/s00_question-last.png"
    )
    choice = ("--chapters", "s00", "--quality", "draft", "--voice", "silent", "--jobs", "1")
    assert installed.lvebm("film", *choice).startswith("media/lvebm-draft-s00.mp4: ")
    assert sorted(path.name for path in installed.here.iterdir()) == ["media"]
    assert {path.name for path in (installed.here / "media").iterdir()} == {
        *("kept", "parts", "stills"),
        *(f"lvebm-draft-s00.{kind}" for kind in ("mp4", "srt", "vtt")),
    }
    after = {path for path in installed.site.rglob("*") if path.suffix != ".pyc"}
    assert {path for path in after - before if path.name != "__pycache__"} == set()


def test_its_own_times_are_not_written_over(installed: Installed) -> None:
    table = installed.site / "scenes" / "assets" / "timings.json"
    before = table.read_bytes()
    said = installed.lvebm("voice", "--voice", "silent").splitlines()
    assert said[-1] == "the times of an installed film stay as they are: a checkout has its own"
    assert table.read_bytes() == before
