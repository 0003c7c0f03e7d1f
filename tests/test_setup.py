"""The set-up and the Makefile, tried on a made-up machine whose every tool is a stub that logs.

The machine's state is a folder of empty files (``headers``, ``cairo``, ...): installing makes them.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
VERSION = "3.12.99"  # of the made-up Python; no real one has this number
REAL_TOOLS = ["sh", "cat", "cksum", "cp", "cut", "dirname", "grep"] + [
    *("mkdir", "mktemp", "mv", "rm", "sort", "tr", "touch")
]
PARTS = ("compiler", "c++", "headers", "venv", "cairo", "pango")

PYTHON = """
case "$*" in
*version_info*) echo {version} ;;
*ensurepip*) [ -e $STATE/venv ] && [ ! -e $STATE/{version}-incomplete ] ;;
*Python.h*) [ -e $STATE/headers ] ;;
"-m venv --clear .venv")
    log "venv {version}"
    rm -rf .venv && mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
"-m pip"*"-e .[dev,voice]")
    log "pip $*"
    [ ! -e $STATE/packages-break ] && [ ! -e $STATE/no-voice ] ;;
"-m pip"*"-e .[dev]") log "pip $*"; [ ! -e $STATE/packages-break ] ;;
"-m pip"*) log "pip $*"; [ ! -e $STATE/pip-breaks ] ;;
*) log "python $*"; exit 1 ;;
esac
"""
MANAGER = """
log "{name} $*"
read answer && log "{name} read an answer"
case "$*" in
update*) [ ! -e $STATE/update-breaks ] || exit 100 ;;
*)
    log "frontend=${{DEBIAN_FRONTEND:-}}"
    [ ! -e $STATE/install-breaks ] || exit 100
    touch $STATE/compiler $STATE/c++ $STATE/headers $STATE/venv $STATE/cairo $STATE/pango
    [ -e $BIN/pkg-config ] || mv $STATE/pkg-config-to-come $BIN/pkg-config ;;
esac
"""
PKG_CONFIG = 'case "$2" in cairo) [ -e $STATE/cairo ] ;; pangocairo) [ -e $STATE/pango ] ;; esac'
SUDO = """
[ "$1" = -n ] || { log "sudo without -n"; exit 1; }
[ ! -e $STATE/sudo-wants-password ] || exit 1
shift
[ "$1" = true ] || log sudo
"$@"
"""


class Machine:
    """A made-up computer with a checkout on it."""

    def __init__(
        self,
        folder: Path,
        *,
        manager: str | None = "apt-get",
        has: tuple[str, ...] = (),
        user: str = "root",
        system: str = "Linux x86_64",
        sudo: bool = False,
        pythons: tuple[str, ...] = (VERSION,),
    ) -> None:
        self.bin, self.state, self.checkout = (folder / n for n in ("bin", "state", "a checkout"))
        for made in (self.bin, self.state, self.checkout / ".ci"):
            made.mkdir(parents=True)
        for tool in REAL_TOOLS:
            (self.bin / tool).symlink_to(str(shutil.which(tool)))
        for name in ("pyproject.toml", "constraints.txt", ".ci/setup", ".ci/chromium"):
            shutil.copy(ROOT / name, self.checkout / name)
        for part in has:
            (self.state / part).touch()

        self.put("uname", f'[ "$1" = -s ] && echo {system.split()[0]} || echo {system}')
        self.put("id", f"echo {0 if user == 'root' else 1000}")
        self.put("cc", "[ -e $STATE/compiler ]")
        self.put("c++", "[ -e $STATE/c++ ]")
        self.put("xcode-select", "[ -e $STATE/compiler ]")
        for version in pythons:
            self.put("python" + version.rpartition(".")[0], PYTHON.format(version=version))
        if manager:
            self.put(manager, MANAGER.format(name=manager))
        if sudo:
            self.put("sudo", SUDO)
        self.put("pkg-config", PKG_CONFIG)
        if "pkg-config" not in has:
            (self.bin / "pkg-config").rename(self.state / "pkg-config-to-come")

    def put(self, name: str, script: str) -> None:
        path = self.bin / name
        path.write_text(f'#!{shutil.which("sh")}\nlog() {{ echo "$*" >>$STATE/log; }}\n{script}\n')
        path.chmod(0o755)

    def set_up(self, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the set-up with only this machine's tools, someone answering "y" to any question."""
        return self.run("setup", **environment)

    def run(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one of the scripts in .ci, as `set_up` does."""
        known = {"PATH": str(self.bin), "STATE": str(self.state), "BIN": str(self.bin)}
        return subprocess.run(
            ["sh", str(self.checkout / ".ci" / script)],
            env=known | environment,
            input="y\n" * 99,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def log(self) -> list[str]:
        """What was called since the last look."""
        path = self.state / "log"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines


def ready(folder: Path) -> Machine:
    """A machine on which the set-up is done."""
    machine = Machine(folder, has=(*PARTS, "pkg-config"))
    assert machine.set_up().returncode == 0
    assert machine.log()[0] == f"venv {VERSION}"
    return machine


def installs(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(("apt-get", "dnf", "pacman", "brew"))]


# --- System packages ------------------------------------------------------------------------------


def test_a_bare_machine_gets_everything(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    done = machine.set_up()
    assert done.returncode == 0, done.stderr
    update, install, frontend, *rest = machine.log()
    assert update.startswith("apt-get update")
    assert set(install.split()) >= {
        *("gcc", "libc6-dev", "python3.12-dev", "python3.12-venv"),
        *("pkg-config", "libcairo2-dev", "libpango1.0-dev", "-y"),
    }
    assert frontend == "frontend=noninteractive"
    assert rest[0] == f"venv {VERSION}"
    assert [" -c constraints.txt " in line for line in rest[1:]] == [True, True]
    assert all("--no-input" in line for line in rest[1:])
    assert rest[-1].endswith("-e .[dev,voice]")
    assert "voice" not in done.stdout
    assert done.stdout.splitlines()[-1] == "set-up: ready"


def test_a_machine_that_the_voice_is_not_made_for_does_without(tmp_path: Path) -> None:
    machine = Machine(tmp_path, has=(*PARTS, "pkg-config", "no-voice"))
    done = machine.set_up()
    assert done.returncode == 0, done.stderr
    assert [line.rpartition(" ")[2] for line in machine.log()[-2:]] == [".[dev,voice]", ".[dev]"]
    assert done.stdout.splitlines()[-2:] == [
        "set-up: the voice could not be installed (see above): films will be silent",
        "set-up: ready",
    ]
    again = machine.set_up()
    assert (again.returncode, again.stdout, machine.log()) == (0, "", [])


@pytest.mark.parametrize(
    ("manager", "system", "packages"),
    [
        ("dnf", "Linux x86_64", "cairo-devel gcc pango-devel pkgconf-pkg-config python3-pip"),
        ("pacman", "Linux x86_64", "cairo gcc pango pkgconf python"),
        ("brew", "Darwin arm64", "cairo pango pkgconf python@3.12"),
    ],
)
def test_other_package_managers(tmp_path: Path, manager: str, system: str, packages: str) -> None:
    has = ("compiler",) if manager == "brew" else ()
    # brew refuses to run as root; nobody else installs without being it
    user = "me" if manager == "brew" else "root"
    machine = Machine(tmp_path, manager=manager, system=system, user=user, has=has)
    assert machine.set_up().returncode == 0
    [call] = installs(machine.log())
    assert set(packages.split()) <= set(call.split())
    assert (
        "--noconfirm" if manager == "pacman" else "-y" if manager == "dnf" else "install"
    ) in call


@pytest.mark.parametrize(
    ("part", "package"),
    [
        ("compiler", "gcc libc6-dev"),
        ("headers", "python3.12-dev"),
        ("venv", "python3.12-venv"),
        ("cairo", "libcairo2-dev"),
        ("pango", "libpango1.0-dev"),
    ],
)
def test_only_what_is_missing_is_installed(tmp_path: Path, part: str, package: str) -> None:
    machine = Machine(tmp_path, has=tuple({*PARTS, "pkg-config"} - {part}))
    assert machine.set_up().returncode == 0
    [_, call] = installs(machine.log())
    assert call.endswith(f"Timeout=600 {package}")


@pytest.mark.parametrize(("system", "needed"), [("Linux aarch64", True), ("Linux x86_64", False)])
def test_cxx_where_wheels_are_missing(tmp_path: Path, system: str, needed: bool) -> None:
    has = tuple({*PARTS, "pkg-config"} - {"c++"})
    machine = Machine(tmp_path, system=system, has=has)
    assert machine.set_up().returncode == 0
    assert any("g++" in call for call in installs(machine.log())) == needed


@pytest.mark.parametrize(("sudo", "prefix"), [(False, "su -c "), (True, "sudo sh -c ")])
def test_without_the_right_one_command_is_printed(tmp_path: Path, sudo: bool, prefix: str) -> None:
    machine = Machine(tmp_path, user="me", sudo=sudo, has=("sudo-wants-password",))
    done = machine.set_up()
    assert done.returncode != 0
    commands = [line for line in done.stderr.splitlines() if line.startswith("    ")]
    assert len(commands) == 1
    assert commands[0].strip().startswith(prefix + "'apt-get update")
    assert "libcairo2-dev" in commands[0]
    assert machine.log() == []
    assert not (machine.checkout / ".venv").exists()


def test_the_printed_command_is_enough(tmp_path: Path) -> None:
    machine = Machine(tmp_path, user="me")
    command = machine.set_up().stderr.splitlines()[-1].strip()
    machine.put("su", '[ "$1" = -c ] && sh -c "$2"')
    environment = {"PATH": str(machine.bin), "STATE": str(machine.state), "BIN": str(machine.bin)}
    subprocess.run(["sh", "-c", command], env=environment, check=True, stdin=subprocess.DEVNULL)
    assert machine.set_up().returncode == 0


def test_sudo_that_needs_no_password_is_used(tmp_path: Path) -> None:
    machine = Machine(tmp_path, user="me", sudo=True)
    assert machine.set_up().returncode == 0
    log = machine.log()
    assert log[0] == "sudo"
    assert "sudo without -n" not in log
    assert len(installs(log)) == 2


def test_stale_package_lists_do_not_stop_it(tmp_path: Path) -> None:
    assert Machine(tmp_path, has=("update-breaks",)).set_up().returncode == 0


@pytest.mark.parametrize(
    ("machine", "message"),
    [
        ({"has": ("install-breaks",)}, "apt-get could not install: gcc"),
        ({"manager": None}, "missing: compiler headers venv"),
        ({"manager": "brew", "system": "Darwin arm64"}, "xcode-select --install"),
        ({"pythons": ()}, "no Python 3.11, 3.12, 3.13 or 3.14 on the PATH"),
        ({"pythons": ("3.10.4",)}, "no Python 3.11, 3.12, 3.13 or 3.14 on the PATH"),
    ],
)
def test_what_cannot_be_had_is_said(
    tmp_path: Path, machine: dict[str, object], message: str
) -> None:
    done = Machine(tmp_path, **machine).set_up()  # type: ignore[arg-type]
    assert done.returncode != 0
    assert message in done.stderr
    assert "ready" not in done.stdout


# --- Which Python ---------------------------------------------------------------------------------


def test_the_newest_python_that_lacks_nothing_is_taken(tmp_path: Path) -> None:
    has = (*PARTS, "pkg-config", "3.14.99-incomplete")
    machine = Machine(tmp_path, has=has, pythons=("3.11.99", "3.13.99", "3.14.99"))
    assert machine.set_up().returncode == 0
    assert machine.log()[0] == "venv 3.13.99"


def test_the_newest_python_is_taken(tmp_path: Path) -> None:
    pythons = ("3.11.99", "3.13.99", "3.14.99", "3.15.0")  # the last is too new for the pins
    machine = Machine(tmp_path, has=(*PARTS, "pkg-config"), pythons=pythons)
    assert machine.set_up().returncode == 0
    assert machine.log()[0] == "venv 3.14.99"


def test_python_can_be_chosen(tmp_path: Path) -> None:
    has = (*PARTS, "pkg-config")
    machine = Machine(tmp_path, has=has, pythons=("3.11.99", "3.13.99"))
    assert machine.set_up().returncode == 0
    assert machine.log()[0] == "venv 3.13.99"
    assert machine.set_up(PYTHON="python3.11").returncode == 0
    assert machine.log()[0] == "venv 3.11.99"
    assert machine.set_up().returncode == 0
    assert machine.log() == []  # a finished .venv is kept, whatever else is on the PATH


@pytest.mark.parametrize("choice", ["python3.9", "python3.10", "/nowhere/python3"])
def test_a_python_that_will_not_do_is_named(tmp_path: Path, choice: str) -> None:
    machine = Machine(tmp_path, pythons=(VERSION, "3.10.4"))
    done = machine.set_up(PYTHON=choice)
    assert done.returncode != 0
    assert done.stderr.strip() == (
        f"set-up: PYTHON={choice}: must be a working Python 3.11, 3.12, 3.13 or 3.14"
    )


# --- Once is enough -------------------------------------------------------------------------------


def test_the_second_run_does_nothing(tmp_path: Path) -> None:
    machine = ready(tmp_path)
    done = machine.set_up()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.log() == []


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_changed_requirements_are_installed(tmp_path: Path, name: str) -> None:
    machine = ready(tmp_path)
    with (machine.checkout / name).open("a") as file:
        file.write("# changed\n")
    assert machine.set_up().returncode == 0
    assert [line.split()[0] for line in machine.log()] == ["pip", "pip"]


def test_a_touched_file_is_not_a_changed_one(tmp_path: Path) -> None:
    machine = ready(tmp_path)
    os.utime(machine.checkout / "pyproject.toml")
    assert machine.set_up().returncode == 0
    assert machine.log() == []


@pytest.mark.parametrize("fault", ["pip-breaks", "packages-break"])
def test_an_interrupted_set_up_is_redone(tmp_path: Path, fault: str) -> None:
    machine = ready(tmp_path)
    (machine.checkout / "constraints.txt").write_text("# changed\n")
    (machine.state / fault).touch()
    assert machine.set_up().returncode != 0
    assert not (machine.checkout / ".venv/.ready").exists()
    (machine.state / fault).unlink()
    machine.log()
    assert machine.set_up().returncode == 0
    assert machine.log()[0] == f"venv {VERSION}"


def test_a_broken_environment_is_redone(tmp_path: Path) -> None:
    machine = ready(tmp_path)
    (machine.checkout / ".venv/bin/python").unlink()
    assert machine.set_up().returncode == 0
    assert machine.log()[0] == f"venv {VERSION}"


def test_a_moved_checkout_is_redone(tmp_path: Path) -> None:
    machine = ready(tmp_path)
    machine.checkout = machine.checkout.rename(tmp_path / "elsewhere")
    assert machine.set_up().returncode == 0
    assert machine.log()[0] == f"venv {VERSION}"


# --- Chromium -------------------------------------------------------------------------------------


def test_chromium_is_installed_once_where_it_may_be(tmp_path: Path) -> None:
    machine = ready(tmp_path)
    done = machine.run("chromium")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    update, install, frontend = machine.log()
    assert (update, install.rpartition(" ")[2]) == ("apt-get update -qq", "chromium")
    assert frontend == "frontend=noninteractive"
    machine.put("chromium", "")
    again = machine.run("chromium")
    assert (again.returncode, again.stdout, machine.log()) == (0, "", [])


def test_without_chromium_the_tests_go_on(tmp_path: Path) -> None:
    machine = ready(tmp_path)
    (machine.state / "install-breaks").touch()
    done = machine.run("chromium")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("set-up: Chromium could not be installed: the page is not tested\n")
    machine.log()
    again = machine.run("chromium")
    assert (again.returncode, again.stdout, machine.log()) == (0, "", [])


def test_chromium_is_not_asked_for_without_the_right(tmp_path: Path) -> None:
    machine = ready(tmp_path)
    machine.put("id", "echo 1000")
    done = machine.run("chromium")
    assert (done.returncode, done.stdout, machine.log()) == (0, "", [])


# --- The Makefile ---------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout whose set-up and commands only say how they were called."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in (
        ".ci/setup",
        ".ci/chromium",
        ".venv/bin/lvebm",
        ".venv/bin/pytest",
        ".venv/bin/ruff",
        ".venv/bin/lint-imports",
        ".venv/bin/mypy",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\nprintf "[%s]" {path.name} "$@"; echo\n')
        path.chmod(0o755)
    return tmp_path


def make(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # this test may itself run under make, whose variables would reach the inner one
    outer = {
        "MAKEFLAGS",
        "MFLAGS",
        "MAKELEVEL",
        "QUALITY",
        "CHAPTERS",
        "STORY",
        "OUT",
        "JOBS",
        "VOICE",
        "RECORDINGS",
        "ARGS",
    }
    clean = {name: value for name, value in os.environ.items() if name not in outer}
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(
        command,
        cwd=project,
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_film_is_set_up_and_made(project: Path) -> None:
    done = make(project, "film")
    assert done.stdout.splitlines() == ["[setup]", "[lvebm][film][--quality][medium]"]


def test_film_passes_its_choices_on(project: Path) -> None:
    story = "my story's.toml"
    done = make(
        project, "film", "CHAPTERS=s01,s04", f"STORY={story}", "OUT=a b.mp4", "JOBS=3", QUALITY="4k"
    )
    assert done.stdout.splitlines()[1] == (
        "[lvebm][film][--quality][4k][--chapters][s01,s04]"
        f"[--story][{story}][--out][a b.mp4][--jobs][3]"
    )


@pytest.mark.parametrize("job", ["film", "voice"])
def test_film_and_voice_pass_the_voice_on(project: Path, job: str) -> None:
    assert "[--" not in make(project, job).stdout.replace("[--quality]", "")
    done = make(project, job, "VOICE=recorded", "RECORDINGS=my takes")
    assert done.stdout.splitlines()[1].endswith("[--voice][recorded][--recordings][my takes]")


@pytest.mark.parametrize("quality", ["hihg", "", "draft high", "%", "MEDIUM"])
def test_an_unknown_quality_stops_before_anything(project: Path, quality: str) -> None:
    done = make(project, "film", f"QUALITY={quality}")
    assert done.returncode != 0
    assert done.stdout == ""
    assert f"QUALITY={quality}: must be one of draft medium high 4k" in done.stderr


@pytest.mark.parametrize(
    ("choice", "chapters"),
    [([], ["s01_horn", "s04_latent"]), (["CHAPTERS=s09,s02"], ["s09", "s02"])],
)
def test_stills_are_made_of_every_chapter_or_of_some(
    project: Path, choice: list[str], chapters: list[str]
) -> None:
    (project / "scenes").mkdir()
    for name in ("chapter", "s04_latent", "s01_horn"):
        (project / f"scenes/{name}.py").touch()
    assert make(project, "stills", *choice).stdout.splitlines()[1:] == [
        f"[lvebm][still][{name}][--every-beat][--quality][medium]" for name in chapters
    ]


def test_test_ends_with_pytest(project: Path) -> None:
    called = make(project, "test", "ARGS=-k horn").stdout.splitlines()
    assert called[0] == "[setup]"
    assert [line.split("]")[0].strip("[") for line in called[1:]] == [
        "ruff",
        "ruff",
        "lint-imports",
        "mypy",
        "chromium",
        "pytest",
    ]
    assert called[-1] == "[pytest][-n][auto][--dist][worksteal][-k][horn]"


def test_a_failing_check_fails_the_run(project: Path) -> None:
    (project / ".venv/bin/mypy").write_text("#!/bin/sh\nexit 1\n")
    done = make(project, "test")
    assert done.returncode != 0
    assert "[pytest]" not in done.stdout


def test_make_alone_lists_what_it_can_do(project: Path) -> None:
    done = make(project)
    assert "[setup]" not in done.stdout
    listed = [line.split()[1] for line in done.stdout.splitlines()]
    assert {"film", "test", "bench", "lint", "format", "clean"} <= set(listed)
