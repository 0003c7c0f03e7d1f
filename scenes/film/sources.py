"""What a part of the film depends on: a digest of every source that can change its frames."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from scenes.film.errors import FilmError, one_line
from scenes.folders import ASSETS

WORDS_AND_NUMBERS = {".md", ".jinja", "language.toml", "story.toml", "timings.json"}
TIMING_TABLE = "timings.json"
LIBRARIES = (
    "manim",
    "numpy",
    "scipy",
    "torch",
    "typst",
    "av",
    "pycairo",
    "pillow",
    "svgelements",
    "skia-pathops",
    "mapbox-earcut",
)


def sources_digest(module: str, packages: frozenset[str]) -> str:
    """Digest everything that decides a chapter's frames, but its story, words and quality.

    That is the module and every module of the project that it imports, directly or not, the code
    that draws and encodes, the pictures and fonts in ``assets``, and the versions of the libraries.
    Comments and layout of the code do not count. An import hidden from the syntax tree
    (`importlib.import_module`) is not seen.

    Parameters
    ----------
    module
        The chapter's module.
    packages
        Top-level packages of the project.

    Returns
    -------
    str
        A hexadecimal digest.

    Raises
    ------
    FilmError
        If a module is not Python.
    """
    digest = hashlib.sha256()
    try:
        for name, path in sorted(_closure((module, "scenes.film.render"), packages).items()):
            digest.update(f"{name}\n{_tree(path, path.stat().st_mtime_ns)}\n".encode())
    except SyntaxError as error:
        raise FilmError(f"{module}: {one_line(error)}") from error
    for path in _assets():
        digest.update(f"{path.relative_to(ASSETS)}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update("\n".join(_versions()).encode())
    return digest.hexdigest()


def _closure(modules: tuple[str, ...], packages: frozenset[str]) -> dict[str, Path]:
    """Find the modules of the project that some modules import, directly or not."""
    found: dict[str, Path] = {}
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name in found or name.partition(".")[0] not in packages:
            continue
        path = source_of(name)
        if path is None:  # a name inside a module, such as the function of a `from` import
            continue
        found[name] = path
        waiting.extend(_imports(name, path))
        waiting.append(name.rpartition(".")[0])
    return found


def source_of(module: str) -> Path | None:
    """Return a module's file without importing the packages around it."""
    top, *rest = module.split(".")
    spec = importlib.util.find_spec(top)
    if spec is None:
        return None
    for folder in spec.submodule_search_locations or ():
        path = Path(folder, *rest)
        for candidate in (path / "__init__.py", path.with_suffix(".py")):
            if candidate.is_file():
                return candidate
    return None


def _imports(module: str, path: Path) -> Iterator[str]:
    """List what a module imports; of ``from a import b`` both ``a`` and ``a.b``."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_bytes(), path.name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")
                base = ".".join(
                    parents[: len(parents) - node.level + 1] + base.split(".") * bool(base)
                )
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


@cache
def _tree(path: Path, modified: int) -> str:
    """Digest a file's syntax tree: what it does, without comments and layout."""
    tree = ast.dump(ast.parse(path.read_bytes()))
    return hashlib.sha256(tree.encode()).hexdigest()


def _assets() -> list[Path]:
    """List what chapters may show: words, their times and numbers reach a chapter in other ways."""
    return sorted(
        path
        for path in ASSETS.rglob("*")
        if path.is_file() and not {path.suffix, path.name} & WORDS_AND_NUMBERS
    )


def _versions() -> Iterator[str]:
    yield platform.python_version()
    for library in LIBRARIES:
        try:
            yield f"{library} {version(library)}"
        except PackageNotFoundError:
            yield f"{library} none"
