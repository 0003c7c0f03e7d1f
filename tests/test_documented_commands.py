"""What the README and docs/ tell a reader to do can be done: `make test-commands` does it."""

import ast
import re
import shlex
import shutil
import tomllib

import click
import pytest
from click.testing import CliRunner

from scenes.film.check.kinds import KINDS
from scenes.film.cli.main import main
from scenes.film.programme import FILM
from tests.documented import PAGES, PROGRAMS, ROOT, Block, Command, Edit, all_steps, is_command

STEPS = all_steps()
COMMANDS = [step for step in STEPS if isinstance(step, Command)]
EDITS = [step for step in STEPS if isinstance(step, Edit)]
BLOCKS = [step for step in STEPS if isinstance(step, Block)]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

QUICK = r"lvebm (--help|list|facts|numbers|strip|still(?!.* --every-beat)|\w+ --(help|list))\b"
NEEDS_MORE = r"s15|--language fr|docs/pictures"  # than a page's folder: what was typed before
STANDS_FOR = {"ADDRESS": "tcp://10.0.0.1:8786", "s15": "s14"}


def of(*programs):
    """The commands of some programs, each once, as parameters."""
    lines = dict.fromkeys(c.line for c in COMMANDS if c.line.split()[0] in programs)
    return [pytest.param(shlex.split(line), id=line) for line in lines]


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """Stand in a reader's folder, with the files that the pages name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LVEBM_MEDIA", str(tmp_path / "media"))
    (tmp_path / "DIR").mkdir()
    shutil.copy(ROOT / "assets/story.toml", "FILE")
    story = (ROOT / "assets/story.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(story.replace("-1.5, 0.4", "-1.5, 0.8"))


@pytest.mark.parametrize("words", of("lvebm"))
def test_a_command_of_ours_takes_what_is_written(words, reader):
    rest = [STANDS_FOR.get(word, word) for word in words[1:]]
    group = click.Context(main, obj=FILM, info_name="lvebm")
    if rest[:1] == ["--help"]:
        return
    while True:
        name, command, rest = group.command.resolve_command(group, rest)
        if not isinstance(command, click.Group):
            break
        group = click.Context(command, parent=group, info_name=name, obj=FILM)
    if not {"--help", "--list"} & set(rest):
        command.make_context(name, rest, parent=group, obj=FILM)


@pytest.mark.parametrize("words", of("make"))
def test_make_has_the_target_and_reads_the_variables(words):
    targets = re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE)
    for word in words[1:]:
        variable, is_one, _ = word.partition("=")
        if is_one:
            assert f"{variable}" in re.findall(r"[A-Z]+", MAKEFILE), word
        else:
            assert word in targets, word


@pytest.mark.parametrize("words", of("manim"))
def test_manim_is_given_a_scene_that_there_is(words):
    scene = next(word for word in words if word.endswith(".py"))
    assert (ROOT / scene).exists()
    name = words[words.index(scene) + 1]
    assert f"class {name}(Chapter)" in (ROOT / scene).read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [c for c in of("lvebm") if re.match(QUICK, c.id) and not re.search(NEEDS_MORE, c.id)],
)
def test_what_is_quick_is_done(words, reader):
    done = CliRunner().invoke(main, words[1:], prog_name="lvebm")
    assert done.exit_code == 0, done.output
    assert done.stdout


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.file)
def test_what_is_to_be_edited_is_there_once(edit):
    text = (ROOT / edit.file).read_text(encoding="utf-8")
    assert text.count(edit.before) == 1
    assert edit.after not in text


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.page.name} {block.kind}")
def test_a_block_is_what_it_says(block):
    match block.kind:
        case "python":
            ast.parse(block.text)
        case "toml":
            tomllib.loads(block.text)
        case kind:
            assert kind == "text"
            assert not any(is_command(line) for line in block.text.splitlines())


def test_no_program_is_typed_that_is_not_known():
    assert {c.line.split()[0] for c in COMMANDS} <= set(PROGRAMS)
    for page in PAGES:
        for code in re.findall(r"`([^`\n]+ [^`\n]+)`", page.read_text(encoding="utf-8")):
            first = code.split()[0]
            assert first in PROGRAMS or first == "from" or not shutil.which(first), code


def test_commands_were_found():
    assert len(COMMANDS) > 70
    assert len(EDITS) == 4


def test_all_that_the_check_finds_is_told():
    told = (ROOT / "docs/check.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in told] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"""(?:\]\(|src=")([^)"\s]+)[)"]""", text):
        if target.startswith(("http://", "https://")):
            continue
        file, _, anchor = target.partition("#")
        found = (page.parent / file).resolve() if file else page
        assert found.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in headings}
            assert anchor in slugs, target


def test_the_readme_leads_to_every_page():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f"](docs/{page.name}" in text, page.name


def test_every_picture_is_shown_and_they_are_small():
    pictures = list((ROOT / "docs/pictures").iterdir())
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    shown = set(re.findall(r"""(?:!\[[^]]*\]\(|src=")[\w/]*/(\w+\.webp)""", text))
    assert shown == {picture.name for picture in pictures}
    assert sum(picture.stat().st_size for picture in pictures) < 400_000
