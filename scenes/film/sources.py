"""Which code a beat's pictures depend on: a digest of every definition that can run for them."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from scenes.film.errors import FilmError, one_line
from scenes.folders import ASSETS, files_in

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
    "jinja2",
    "num2words",
)

ROOTS = (
    ("scenes.film.render", "make_parts"),
    ("scenes.narration.script", "Script"),
    ("scenes.narration.script", "Beat"),
)
"""What draws and encodes every chapter, and what it is given."""

VALUES = {
    ("scenes.narration.script", "load_script"),
    ("scenes.narration.timings", "load_timings"),
    ("scenes.story.parameters", "load_story"),
    ("scenes.story.checkpoints", "learned"),
    ("scenes.narration.languages", "language"),
    ("scenes.labels", "labels"),
    ("scenes.film.parts", "keep_part"),
    ("scenes.film.lessons", "KeptLessons"),
    ("scenes.film.sources", "beat_sources"),
    ("scenes.film.sources", "tree"),
    ("scenes.film.sources", "tree_digest"),
}
"""What reads or writes words, times, numbers, labels and files: the values count, not how."""

SHOWN = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".ttf", ".otf", ".json", ".npy", ".csv"}
"""The assets that a chapter may show as they are; all others reach it as values, or not at all."""

HARMLESS = {"cache", "cached_property", "contextmanager", "dataclass", "fact", "lru_cache", "wraps"}
"""Decorators of what nothing reaches but by its name; facts are the words' own."""

NOT_SHOWN = "tables"
"""What a chapter declares for ``lvebm numbers`` alone."""


class Sources(NamedTuple):
    """The code of a chapter's beats.

    Attributes
    ----------
    beats : dict
        By beat, the hexadecimal digest of all code that can run until it is over.
    asked : frozenset of str
        The modules that were looked at for that, those that aren't there included: as long as
        they stay as they are, so do the digests.
    """

    beats: dict[str, str]
    asked: frozenset[str]


def beat_sources(module: str, packages: frozenset[str], beats: Sequence[str]) -> Sources:
    """Digest, for each beat of a chapter, the code that can run until it is over.

    That is what the chapter does up to there, and every function, class and constant of the project
    that this names, directly or not; of a class without foreign bases, those methods whose names
    are in use. Statements that run on import always count, and so do pictures in ``assets`` and the
    versions of Python and of the libraries. Comments, docstrings, annotations and layout do not. An
    import or a name that is hidden from the syntax tree (`importlib.import_module`, a computed
    `getattr`) is not seen.

    Parameters
    ----------
    module
        The chapter's module.
    packages
        Top-level packages of the project.
    beats
        The beats of the narration, in order.

    Returns
    -------
    Sources
        A digest for each beat.

    Raises
    ------
    FilmError
        If a module is not Python.
    """
    try:
        modules, around = _Modules(packages), surroundings()
        found = {}
        for k, beat in enumerate(beats):
            reach = _Reach(modules)
            for root in ROOTS:
                reach.want(*root)
            reach.want_chapter(module, frozenset(beats[k + 1 :]))
            found[beat] = hashlib.sha256(f"{around}\n{reach.digest()}".encode()).hexdigest()
    except SyntaxError as error:
        raise FilmError(f"{module}: {one_line(error)}") from error
    return Sources(found, modules.asked)


def tree(packages: frozenset[str]) -> dict[str, str]:
    """Digest the bytes of every source of the project, by its module."""
    found: dict[str, str] = {}
    for package in sorted(packages):
        top = source_of(package)
        for path in files_in(top.parent, "**/*.py") if top else ():
            parts = path.relative_to(top.parent).with_suffix("").parts if top else ()
            name = ".".join([package, *parts]).removesuffix(".__init__")
            own = found.get(name, "").encode() + path.read_bytes()  # a file beside a folder
            found[name] = hashlib.sha256(own).hexdigest()
    return found


def tree_digest(packages: frozenset[str]) -> str:
    """Digest every source of the project: if they are the same, so is all else."""
    return combined(tree(packages))


def combined(digests: Mapping[str, str]) -> str:
    """Digest a `tree`."""
    return hashlib.sha256(repr(sorted(digests.items())).encode()).hexdigest()


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


def surroundings() -> str:
    """Digest what counts for every chapter: the libraries, and assets shown as they are."""
    digest = hashlib.sha256("\n".join(libraries()).encode())
    for path in files_in(ASSETS, "**/*"):
        if path.suffix.lower() in SHOWN and path.name != TIMING_TABLE:
            digest.update(f"{path.relative_to(ASSETS)}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def libraries() -> tuple[str, ...]:
    """Return Python and the libraries that draw and encode, with their versions."""
    found = [platform.python_version()]
    for library in LIBRARIES:
        try:
            found.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            found.append(f"{library} none")
    return tuple(found)


# --- A module, cut into what can be named ---------------------------------------------------------


@dataclass(frozen=True)
class _Code:
    """A piece of code: what it is, and what it names."""

    text: str
    names: frozenset[str]
    attributes: frozenset[str]
    dotted: frozenset[tuple[str, ...]]
    """Chains that begin with a name: ``look.GAP`` as ("look", "GAP")."""


@dataclass
class _Definition:
    """A function, a class or a constant of a module."""

    code: _Code
    methods: Mapping[str, _Code] = field(default_factory=dict)
    """Of a class: those that count only if something names them."""


@dataclass
class _Module:
    """A module's definitions, its imports and the statements that simply run."""

    name: str
    definitions: dict[str, _Definition]
    imported: dict[str, tuple[str, str | None]]
    """By local name: the module, and the name in it."""
    runs: _Code
    loads: tuple[str, ...]
    """The modules that importing this one imports."""
    tree: ast.Module


def _analysed(name: str, path: Path) -> _Module:
    tree = ast.parse(path.read_bytes(), path.name)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    definitions: dict[str, _Definition] = {}
    running: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if all(_calls(each) in HARMLESS for each in node.decorator_list):
                definitions[node.name] = _definition(node)
            else:  # it may be reached by what its decorator makes of it
                running.append(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and (named := _targets(node)):
            for target in named:
                before = definitions.get(target)
                definitions[target] = _Definition(
                    _joined([before.code, _code([node])] if before else [_code([node])])
                )
        elif not isinstance(node, ast.Import | ast.ImportFrom) and not _is_docstring(node):
            running.append(node)
    imported: dict[str, tuple[str, str | None]] = {}
    loads: list[str] = []
    hidden = {id(each) for node in tree.body if _for_types_only(node) for each in ast.walk(node)}
    for each in ast.walk(tree):
        for local, target, attribute in _imports(each, package):
            imported[local] = (target, attribute)
            if id(each) not in hidden:
                loads.append(target)
                loads.extend([f"{target}.{attribute}"] if attribute else [])
    running = [node for node in running if not _for_types_only(node)]
    return _Module(name, definitions, imported, _code(running), tuple(loads), tree)


def _calls(decorator: ast.expr) -> str:
    """Return the last name of a decorator: ``cache`` of ``@functools.cache(...)``."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(called).rpartition(".")[2]


def _definition(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> _Definition:
    """Take a class apart, if nothing but our own code can call its methods."""
    if not isinstance(node, ast.ClassDef) or node.bases or node.keywords:
        return _Definition(_code([node]))
    methods = {
        each.name: _code([each])
        for each in node.body
        if isinstance(each, ast.FunctionDef) and not each.name.startswith("__")
    }
    return _Definition(_code([_without(node, methods)]), methods)


def _without(node: ast.ClassDef, methods: Iterable[str]) -> ast.ClassDef:
    left = [
        each
        for each in node.body
        if not (isinstance(each, ast.FunctionDef) and each.name in set(methods))
    ]
    return ast.ClassDef(
        node.name, node.bases, node.keywords, left or [ast.Pass()], node.decorator_list
    )


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    """Return the names that an assignment gives a value, if it does nothing else."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    flat = [
        each
        for target in targets
        for each in (target.elts if isinstance(target, ast.Tuple) else [target])
    ]
    names = [each.id for each in flat if isinstance(each, ast.Name)]
    return names if len(names) == len(flat) else []


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _for_types_only(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in (
        "TYPE_CHECKING",
        "typing.TYPE_CHECKING",
    )


def _imports(node: ast.AST, package: str) -> Iterator[tuple[str, str, str | None]]:
    """List the local name, the module and the name in it of what a statement imports."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            top = alias.name.partition(".")[0]
            yield alias.asname or top, alias.name if alias.asname else top, None
            if not alias.asname and alias.name != top:
                yield top, top, None
                yield alias.name, alias.name, None
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            parents = package.split(".")
            base = ".".join(parents[: len(parents) - node.level + 1] + base.split(".") * bool(base))
        for alias in node.names:
            yield alias.asname or alias.name, base, alias.name


class _Stripped(ast.NodeTransformer):
    """Leaves out what never changes a picture: docstrings and the annotations of functions."""

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.returns = None
        for argument in ast.walk(node.args):
            if isinstance(argument, ast.arg):
                argument.annotation = None
        return self._body(node)

    def _body(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> ast.AST:
        node.body = [each for each in node.body if not _is_docstring(each)] or [ast.Pass()]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._function(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        return self._body(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        node.annotation = ast.Constant(ast.unparse(node.annotation))
        return node


def _code(nodes: Sequence[ast.stmt]) -> _Code:
    """Read off what some statements are and name."""
    # What is unparsed is parsed anew: so it can be stripped without harm to the module's own tree.
    tree = _Stripped().visit(ast.parse("\n".join(map(ast.unparse, map(_located, nodes)))))
    names, attributes, dotted = set(), set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            attributes.add(node.attr)
            chain = _chain(node)
            if chain:
                dotted.add(chain)
        elif isinstance(node, ast.keyword) and node.arg:
            attributes.add(node.arg)
        elif isinstance(node, ast.Constant) and str(node.value).isidentifier():
            attributes.add(str(node.value))  # as in getattr(self, "name")
    text = ast.unparse(tree)
    return _Code(text, frozenset(names), frozenset(attributes), frozenset(dotted))


def _located(node: ast.stmt) -> ast.stmt:
    return ast.fix_missing_locations(node)


def _joined(codes: Sequence[_Code]) -> _Code:
    return _Code(
        "\n".join(code.text for code in codes),
        frozenset().union(*(code.names for code in codes)),
        frozenset().union(*(code.attributes for code in codes)),
        frozenset().union(*(code.dotted for code in codes)),
    )


def _chain(node: ast.expr) -> tuple[str, ...]:
    """Return ("look", "GAP") of ``look.GAP``; nothing of what doesn't begin with a name."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return (node.id, *reversed(names)) if isinstance(node, ast.Name) else ()


# --- What can be reached --------------------------------------------------------------------------


class _Modules:
    """The project's modules, analysed when they are asked for."""

    def __init__(self, packages: frozenset[str]) -> None:
        self._packages = packages
        self._found: dict[str, _Module | None] = {}

    @property
    def asked(self) -> frozenset[str]:
        """Those that were asked for and are of the project, or would be if they were there."""
        return frozenset(name for name in self._found if self._is_ours(name))

    def _is_ours(self, name: str) -> bool:
        return name.partition(".")[0] in self._packages

    def get(self, name: str) -> _Module | None:
        """Return a module of the project; None if there is none of that name."""
        if name not in self._found:
            path = source_of(name) if self._is_ours(name) else None
            self._found[name] = None if path is None else _read(name, path, path.stat().st_mtime_ns)
        return self._found[name]


@cache
def _read(name: str, path: Path, _modified: int) -> _Module:
    return _analysed(name, path)


class _Reach:
    """The definitions that some code can run."""

    def __init__(self, modules: _Modules) -> None:
        self._modules = modules
        self._taken: dict[tuple[str, str], str] = {}
        self._waiting: list[tuple[_Module, _Code]] = []
        self._methods: dict[str, list[tuple[_Module, str, _Code]]] = {}
        self._attributes: set[str] = set()  # in use; of private ones, with their module
        self._loaded: set[str] = set()

    def want(self, module: str, name: str) -> None:
        """Count a definition of a module."""
        found = self._modules.get(module)
        if found is None or (module, name) in VALUES or (module, name) in self._taken:
            return
        self.load(module)
        definition = found.definitions.get(name)
        if definition is None:
            self._follow(found, name)
            return
        self._take(found, name, definition.code)
        for method, code in definition.methods.items():
            self._offer(found, f"{name}.{method}", method, code)

    def want_chapter(self, module: str, later: frozenset[str]) -> None:
        """Count a chapter up to a beat: without the beats after it, and what only they use."""
        found = self._modules.get(module)
        if found is None:
            return
        self.load(module)
        for node in found.tree.body:
            if isinstance(node, ast.ClassDef):
                self._want_scene(found, node, later)

    def _want_scene(self, module: _Module, node: ast.ClassDef, later: frozenset[str]) -> None:
        """Count a class of the chapter's module."""
        methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
        plays = any(each.name == "construct" for each in methods)
        if not plays:
            return  # it counts if something names it
        optional = {
            each.name: each
            for each in methods
            if each.name in later or (each.name.startswith("_") and not each.name.startswith("__"))
        }
        shell = _without(node, optional)
        shell.body = [
            _until(each, later) if _named(each, "construct") else each
            for each in shell.body
            if not (isinstance(each, ast.Assign | ast.AnnAssign) and NOT_SHOWN in _targets(each))
        ]
        self._take(module, node.name, _code([shell]))
        for name, method in optional.items():
            self._offer(module, f"{node.name}.{name}", name, _code([method]))

    def load(self, module: str) -> None:
        """Count what runs when a module is imported, and when those are that it imports."""
        waiting = [module]
        while waiting:
            name = waiting.pop()
            found = self._modules.get(name)
            if found is None or name in self._loaded:
                continue
            self._loaded.add(name)
            if found.runs.text:
                self._take(found, "", found.runs)
            waiting += [*found.loads, name.rpartition(".")[0]]

    def digest(self) -> str:
        """Digest all that can be reached."""
        while self._waiting:
            module, code = self._waiting.pop()
            for name in code.names:
                self._follow(module, name)
            for chain in code.dotted:
                self._follow_chain(module, chain)
            used = {_known(module, attribute) for attribute in code.attributes}
            for attribute in used - self._attributes:
                self._attributes.add(attribute)
                for owner, name, method in self._methods.pop(attribute, ()):
                    self._take(owner, name, method)
        digest = hashlib.sha256()
        for place, text in sorted(self._taken.items()):
            digest.update(f"\n{place}\n{text}".encode())
        return digest.hexdigest()

    def _take(self, module: _Module, name: str, code: _Code) -> None:
        if (module.name, name) not in self._taken:
            self._taken[module.name, name] = code.text
            self._waiting.append((module, code))

    def _offer(self, module: _Module, place: str, name: str, code: _Code) -> None:
        """Count a method as soon as its name is in use."""
        known = _known(module, name)
        if known in self._attributes:
            self._take(module, place, code)
        else:
            self._methods.setdefault(known, []).append((module, place, code))

    def _follow(self, module: _Module, name: str) -> None:
        """Count what a name of a module stands for."""
        if name in module.definitions:
            self.want(module.name, name)
        elif name in module.imported:
            target, attribute = module.imported[name]
            if attribute and not self._modules.get(f"{target}.{attribute}"):
                self.want(target, attribute)

    def _follow_chain(self, module: _Module, chain: tuple[str, ...]) -> None:
        """Count what ``look.GAP`` stands for, where ``look`` is a module."""
        target, attribute = module.imported.get(chain[0], ("", None))
        here = f"{target}.{attribute}" if attribute else target
        for name in chain[1:]:
            if self._modules.get(here) is None:
                return
            if self._modules.get(f"{here}.{name}") is None:
                self.want(here, name)
                return
            here = f"{here}.{name}"


def _known(module: _Module, attribute: str) -> str:
    """Return a method's name; a private one is called from its own module alone."""
    return f"{module.name} {attribute}" if attribute.startswith("_") else attribute


def _named(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name


def _until(construct: ast.stmt, later: frozenset[str]) -> ast.stmt:
    """Return ``construct`` without the beats that come later."""
    assert isinstance(construct, ast.FunctionDef)
    body = [
        each
        for each in construct.body
        if not any(ast.unparse(each) == f"self.beat(self.{name})" for name in later)
    ]
    return ast.FunctionDef(
        construct.name, construct.args, body or [ast.Pass()], construct.decorator_list
    )
