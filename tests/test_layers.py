"""The design's imports and the house style, held against every source file.

Which of our packages may import which is in pyproject.toml, as contracts of import-linter. A rule
here is a function from a source tree to the lines that break it, so that the rules themselves can
be tried on small trees with a known fault.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from manim.utils.color import ManimColor, manim_colors

ROOT = Path(__file__).resolve().parents[1]

OURS = ("lvebm_core", "scenes")
MANIM = ("manim", "numpy", "cairo")  # drawing is given arrays, and Manim's canvas is Cairo's
# Layer -> the libraries that its files may import besides the standard one: a contract can only
# forbid a library that it knows by name. None: any.
MAY_IMPORT = {
    "lvebm_core": ("torch", "scipy", "numpy"),
    "scenes.folders": (),
    "scenes.story": ("numpy", "pydantic", "safetensors"),
    "scenes.narration": ("jinja2", "num2words", "pydantic"),
    "scenes.labels": (),
    "scenes.look": MANIM,
    "scenes.heat_colors": MANIM,
    "scenes.painting": MANIM,
    "scenes.settings": MANIM,
    "scenes.mobjects": (*MANIM, "svgelements", "typst"),
    "scenes.chapter": MANIM,
    "chapters": MANIM,
    "scenes.film": None,
    "scenes": (),  # scenes/__init__.py
}
# Where numbers cross over from torch, or are tried with it before they do.
TORCH_IN_STORY = ("scenes.story.arrays", "scenes.story.data", "scenes.story.parameters")
BANNED_NAMES = {"utils", "helpers", "common"}
CHAPTER = re.compile(r"s\d\d_[a-z0-9_]+")
HEX_COLOUR = re.compile(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
MANIM_COLOURS = {
    name for name, value in vars(manim_colors).items() if isinstance(value, ManimColor)
}

MAX_CONSTRUCT, MAX_METHOD, MAX_FILE = 15, 40, 400  # lines


def sources(root: Path) -> Iterator[tuple[str, str, ast.Module]]:
    """Every module of the project: its path under root, its dotted name, its syntax tree."""
    for package in ("lvebm_core", "scenes"):
        for path in sorted((root / package).rglob("*.py")):
            relative = path.relative_to(root)
            name = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
            yield str(relative), name, ast.parse(path.read_text(encoding="utf-8"))


def layer_of(module: str) -> str | None:
    if CHAPTER.fullmatch(module.removeprefix("scenes.")):
        return "chapters"
    if module == "scenes":
        return "scenes"
    return next((name for name in MAY_IMPORT if name != "scenes" and covers(name, module)), None)


def covers(name: str, module: str) -> bool:
    return module == name or module.startswith(name + ".")


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything imported anywhere in a module, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            # "from scenes import look" imports scenes.look; of other packages the module is enough
            names = [a.name for a in node.names] if node.module == "scenes" else []
            yield from ((node.lineno, f"scenes.{name}") for name in names)
            if not names:
                yield node.lineno, str(node.module)


def layer_violations(root: Path) -> list[str]:
    found = []
    for path, module, tree in sources(root):
        layer = layer_of(module)
        if layer is None:
            found.append(f"{path}: belongs to no layer")
            continue
        allowed = MAY_IMPORT[layer]
        if allowed is None:
            continue
        if module in TORCH_IN_STORY:
            allowed = (*allowed, "torch")
        found += [
            f"{path}:{line}: {layer} may not import {name}"
            for line, name in imports(tree)
            if (top := name.partition(".")[0]) not in {*sys.stdlib_module_names, *OURS, *allowed}
            or (top in OURS and (layer == "scenes" or layer == layer_of(name) == "chapters"))
        ]
        found += [
            f"{path}:{node.lineno}: only scenes.film may import by a computed name"
            for node in ast.walk(tree)
            if isinstance(node, ast.Name | ast.Attribute)
            and (node.id if isinstance(node, ast.Name) else node.attr)
            in ("__import__", "import_module")
        ]
    return found


def naming_violations(root: Path) -> list[str]:
    found = []
    for path, module, tree in sources(root):
        parts = module.split(".")
        found += [f"{path}: named {part!r}" for part in parts if part in BANNED_NAMES]
        # `manim scenes/s01_horn.py` puts scenes/ first on the path, before the standard library
        if parts[0] == "scenes" and len(parts) == 2 and parts[1] in sys.stdlib_module_names:
            found.append(f"{path}: hides the standard module {parts[1]!r}")
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                if node.level:
                    found.append(f"{path}:{node.lineno}: relative import")
                if any(alias.name == "*" for alias in node.names):
                    found.append(f"{path}:{node.lineno}: star import")
    return found


def lines_of(node: ast.AST) -> int:
    return (node.end_lineno or 0) - node.lineno + 1  # type: ignore[attr-defined]


def is_beat_call(statement: ast.stmt) -> bool:
    """Whether a statement is ``self.beat(self.name)`` and nothing more."""
    return bool(re.fullmatch(r"self\.beat\(self\.\w+\)", ast.unparse(statement)))


def chapter_violations(root: Path) -> list[str]:
    found = []
    for path, module, tree in sources(root):
        if layer_of(module) != "chapters":
            continue
        length = len((root / path).read_text(encoding="utf-8").splitlines())
        if length > MAX_FILE:
            found.append(f"{path}: {length} lines, more than {MAX_FILE}")
        chapters = [
            node
            for node in tree.body
            if isinstance(node, ast.ClassDef)
            and any(ast.unparse(b) == "Chapter" for b in node.bases)
        ]
        if len(chapters) != 1:
            found.append(f"{path}: {len(chapters)} Chapter classes, not one")
        for node in ast.walk(tree):
            found += (f"{path}:{node.lineno}: {fault}" for fault in style_faults(node))  # type: ignore[attr-defined]
        found += (f"{path}: {fault}" for chapter in chapters for fault in construct_faults(chapter))
    return found


def construct_faults(chapter: ast.ClassDef) -> Iterator[str]:
    construct = next(
        (n for n in chapter.body if isinstance(n, ast.FunctionDef) and n.name == "construct"), None
    )
    if construct is None:
        yield "no construct"
        return
    body = construct.body[ast.get_docstring(construct) is not None :]
    if lines_of(construct) > MAX_CONSTRUCT:
        yield f"construct has {lines_of(construct)} lines, more than {MAX_CONSTRUCT}"
    for statement in body:
        if not is_beat_call(statement):
            yield f"construct holds more than beats: {ast.unparse(statement)}"


def style_faults(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.FunctionDef() if lines_of(node) > MAX_METHOD:
            yield f"{node.name} has {lines_of(node)} lines, more than {MAX_METHOD}"
        case ast.Constant(value=str(text)) if HEX_COLOUR.fullmatch(text):
            yield f"the colour {text}: take a role from scenes/look.py"
        case ast.ImportFrom(module=str(module)) if covers("manim", module):
            for alias in node.names:
                if alias.name in MANIM_COLOURS:
                    yield f"the colour {alias.name}: take a role from scenes/look.py"
        case ast.Call():
            if any(keyword.arg == "font" for keyword in node.keywords):
                yield "names a font: fonts are scenes/look.py's"
            if isinstance(node.func, ast.Attribute) and node.func.attr == "set_default":
                yield "changes a default of Manim's"


LOADED = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
package = importlib.import_module(sys.argv[2])
assert package.__file__.startswith(sys.argv[1]), package.__file__
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def import_report(root: Path) -> str:
    """What import-linter says of a tree that is held to the project's contracts."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    done = subprocess.run(
        [*command, ROOT / "pyproject.toml"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == (", 0 broken." not in done.stdout), done.stdout + done.stderr
    return done.stdout


def loaded_by(root: Path, package: str) -> set[str]:
    """Top-level names a fresh interpreter has loaded after importing all of a package."""
    command = [sys.executable, "-c", LOADED, str(root), package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


# --- The project ----------------------------------------------------------------------------------


def test_every_file_keeps_to_its_layer() -> None:
    assert layer_violations(ROOT) == []
    assert ", 0 broken." in import_report(ROOT)


def test_names_and_imports_are_plain() -> None:
    assert naming_violations(ROOT) == []


def test_chapters_keep_to_the_house_style() -> None:
    assert chapter_violations(ROOT) == []


def test_the_rules_have_files_to_judge() -> None:
    judged = {layer_of(module) for _, module, _ in sources(ROOT)}
    assert judged == set(MAY_IMPORT)


@pytest.mark.parametrize("package", ["lvebm_core", "scenes.story"])
@pytest.mark.slow
def test_importing_does_not_load_manim(package: str) -> None:
    loaded = loaded_by(ROOT, package)
    assert "torch" in loaded  # it did import something
    assert "manim" not in loaded


@pytest.mark.slow
def test_importing_the_core_does_not_load_scenes() -> None:
    assert "scenes" not in loaded_by(ROOT, "lvebm_core")


# --- The rules themselves -------------------------------------------------------------------------

CLEAN_CHAPTER = '''
from manim import Create, Scene
from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.axes import Plane
from scenes.story.data import StoryData

class S04Latent(Chapter):
    """A chapter."""

    def construct(self) -> None:
        """Play the beats."""
        self.beat(self.sweep)

    def sweep(self) -> None:
        self.play(Create(Plane(color=look.GRID)))
'''


def write_tree(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_a_clean_tree_breaks_no_rule(tmp_path: Path) -> None:
    write_tree(
        tmp_path,
        {
            "lvebm_core/energy.py": "import math\nimport torch\nfrom scipy import optimize\n",
            "scenes/story/data.py": "import torch\nfrom lvebm_core import Horn\nimport numpy\n",
            "scenes/look.py": "from manim import ManimColor\nGRID = ManimColor('#252c3b')\n",
            "scenes/mobjects/axes.py": "from manim import Axes\nfrom scenes import look\n",
            "scenes/chapter.py": "import manim\nfrom scenes.story.data import StoryData\n",
            "scenes/s04_latent.py": CLEAN_CHAPTER,
            "scenes/film/cli/main.py": "import av\nimport scenes.s04_latent\nimport_module('x')\n",
        },
    )
    assert layer_violations(tmp_path) == []
    assert naming_violations(tmp_path) == []
    assert chapter_violations(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("lvebm_core/energy.py", "import manim"),
        ("lvebm_core/energy.py", "from manim.utils.color import RED"),
        ("lvebm_core/energy.py", "def f():\n    import manim"),
        ("lvebm_core/deep/energy.py", "import pydantic"),
        ("scenes/folders.py", "import numpy"),
        ("scenes/story/data.py", "import manim"),
        ("scenes/story/facts/horn.py", "import torch"),
        ("scenes/look.py", "import torch"),
        ("scenes/mobjects/axes.py", "import torch"),
        ("scenes/mobjects/axes.py", "import manim_voiceover"),
        (
            "scenes/chapter.py",
            "from importlib import import_module\nm = import_module('lvebm_core')",
        ),
        ("scenes/s04_latent.py", "import torch"),
        ("scenes/s04_latent.py", "from scenes.s01_horn import S01Horn"),
        ("scenes/s04_latent.py", "from scenes import s01_horn"),
        ("scenes/__init__.py", "from scenes.chapter import Chapter"),
        ("scenes/extra.py", "import math"),
    ],
)
def test_a_bad_import_is_caught(tmp_path: Path, file: str, line: str) -> None:
    found = layer_violations(write_tree(tmp_path, {file: line}))
    assert len(found) == 1
    assert found[0].startswith(file)


# What no contract allows: who imports, and what.
FAULTS = {
    "lvebm_core.energy": ("scenes.look", "scenes.story.data", "scenes.folders"),
    "scenes.folders": ("lvebm_core.energy", "scenes.look"),
    "scenes.labels": ("scenes.story.data", "scenes.look"),
    "scenes.look": ("scenes.story.data", "lvebm_core.energy", "scenes.painting"),
    "scenes.story.data": ("scenes.chapter", "scenes.look", "scenes.narration.script"),
    "scenes.narration.script": ("lvebm_core.energy", "scenes.heat_colors", "scenes.film.render"),
    "scenes.mobjects.axes": ("scenes.story.data", "lvebm_core.energy", "scenes.chapter"),
    "scenes.chapter": ("scenes.mobjects.axes", "scenes.heat_colors", "scenes.film.render"),
    "scenes.s04_latent": (
        *("lvebm_core.energy", "scenes.narration.script", "scenes.painting"),
        *("scenes.folders", "scenes.film.render"),
    ),
}
PARTS = {
    *("lvebm_core.__init__", "scenes.__init__", "scenes.heat_colors", "scenes.painting"),
    "scenes.settings",
    *(f"scenes.{part}.__init__" for part in ("story", "narration", "mobjects", "film")),
    *("scenes.film.render", *FAULTS),
}


@pytest.mark.parametrize("importer", [None, *FAULTS])
def test_the_contracts_catch_every_bad_import(tmp_path: Path, importer: str | None) -> None:
    tree = {f"{module.replace('.', '/')}.py": "" for module in PARTS}
    bad = FAULTS[importer] if importer else ()
    if importer:
        tree[f"{importer.replace('.', '/')}.py"] = "".join(f"import {name}\n" for name in bad)
    told = import_report(write_tree(tmp_path, tree))
    caught = [name for name in bad if f"{importer} -> {name} (l." in told]
    assert caught == list(bad)
    assert (", 0 broken." in told) == (importer is None)


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("scenes/mobjects/utils.py", "", "named 'utils'"),
        ("lvebm_core/common.py", "", "named 'common'"),
        ("scenes/helpers/axes.py", "", "named 'helpers'"),
        ("scenes/numbers.py", "", "hides the standard module 'numbers'"),
        ("scenes/look.py", "from manim import *", "star import"),
        ("scenes/mobjects/axes.py", "from .formula import Formula", "relative import"),
    ],
)
def test_a_bad_name_or_form_is_caught(tmp_path: Path, file: str, text: str, fault: str) -> None:
    assert [fault in line for line in naming_violations(write_tree(tmp_path, {file: text}))] == [
        True
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("self.beat(self.sweep)", "self.beat(self.sweep); self.wait(1)", "more than beats"),
        (
            "        self.beat(self.sweep)\n",
            "        self.beat(self.sweep)\n" * 14,
            "construct has 16",
        ),
        ("def construct", "def build", "no construct"),
        ("look.GRID", '"#252c3b"', "the colour #252c3b"),
        ("Create, Scene", "Create, RED", "the colour RED"),
        ("color=look.GRID", 'font="Arial"', "names a font"),
        ("self.play(", "Plane.set_default(", "changes a default"),
        ("        self.play(", "        z = 1\n" * 40 + "        self.play(", "sweep has 42 lines"),
        ("class S04Latent", "class S05Energy(Chapter): ...\nclass S04Latent", "2 Chapter classes"),
        ("\nclass S04Latent", "\n" * 400 + "class S04Latent", "more than 400"),
    ],
)
def test_bad_chapter_style_is_caught(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert CLEAN_CHAPTER.count(old) == 1
    write_tree(tmp_path, {"scenes/s04_latent.py": CLEAN_CHAPTER.replace(old, new)})
    found = chapter_violations(tmp_path)
    assert any(fault in line for line in found)


def test_a_core_that_loads_manim_is_caught(tmp_path: Path) -> None:
    files = {"manim.py": "", "lvebm_core/__init__.py": "", "lvebm_core/energy.py": "import manim"}
    write_tree(tmp_path, files)
    assert "manim" in loaded_by(tmp_path, "lvebm_core")
