"""The narration's templates: Jinja2 prose whose branches stand beside their sentences.

A narration file is plain prose. ``{{ name }}`` says a fact of the story, and where facts decide
what may be said, ``{% if name %} … {% else %} … {% endif %}`` holds the sentences. What several
files say lies beside them in ``phrases.jinja``, as ``{% set %}`` and ``{% macro %}``. Everything
runs in Jinja2's sandbox, and what could go wrong unseen is an error before anything is said: a
name that is not there, a case that a fact doesn't have, a cue that only one branch has.
"""

from __future__ import annotations

import difflib
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from scenes.narration.errors import NarrationError
from scenes.narration.languages import Language, language
from scenes.narration.reading import read_words
from scenes.story.data import StoryData
from scenes.story.facts.fact import KEPT_STORIES, facts
from scenes.story.rounding import rounded

CUE = re.compile(r"\[([^][]*)\](?:\(([^()]*)\))?")
"""A cue: ``[word]``, or ``[some words](name)`` where its name is another one."""

EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
"""What is computed from the story, such as ``{{ name }}``."""

TAG = re.compile(r"\{[%#].*?[%#]\}", re.DOTALL)
"""What decides which sentences are said, or comments on them, and is never said itself."""

PHRASES = "phrases.jinja"
"""The file of what several narrations of a language say."""

_FAULTS = (
    *(TemplateError, ArithmeticError, AttributeError, LookupError),
    *(RecursionError, TypeError, ValueError),
)
"""What a template can raise."""

T = TypeVar("T")

_VALUE = "\ue000"  # a private character before each value, until it's capitalised
_PROSE = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.Expr,
    nodes.Helper,
)
"""What a narration may be made of; phrases may hold macros as well."""

_ARITHMETIC = (
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow),
    nodes.Concat,
)
"""What it may not: numbers come from the facts, and text stands in the prose."""


@dataclass(frozen=True)
class _Source:
    """A text with its place, for errors.

    Attributes
    ----------
    text
        The template, as many empty lines before it as its file has lines.
    file
        Its file.
    where
        What in the file it is: ``## beat``; nothing for the whole.
    """

    text: str
    file: Path
    where: str = ""

    def fault(self, line: int, problem: str) -> NarrationError:
        """Return an error of a line and a problem."""
        place = f"{self.where}: " if self.where else ""
        return NarrationError(f"{self.file}:{line}: {place}{' '.join(problem.split())}")


class Templates:
    """The templates of one folder, which are of one language.

    Parameters
    ----------
    its
        Their language, which says the numbers.
    folder
        Holds the narrations.
    phrases
        What its file of phrases says; nothing if it has none.

    Raises
    ------
    NarrationError
        If the phrases can't be used.
    """

    def __init__(self, its: Language, folder: Path, phrases: str) -> None:
        self._environment = _environment(its)
        self._source = _Source(phrases, folder / PHRASES)
        self._tree = self._parse(self._source)
        self._dictionaries = _dictionaries(self._tree)
        self._check(self._source, self._tree, phrases=True)
        self._phrases_of = lru_cache(maxsize=KEPT_STORIES)(self._evaluate)
        self._prepared = lru_cache(maxsize=None)(self._prepare)

    def fill(self, source: str, data: StoryData, *, file: Path, line: int, where: str) -> str:
        """Return a template's prose on one line, with its values filled in.

        Parameters
        ----------
        source
            The template.
        data
            What its facts are true of. A value that begins a sentence is capitalised.
        file, line
            Where the source begins, for errors.
        where
            What it is: ``## beat``.

        Raises
        ------
        NarrationError
            If the template is broken, uses a name, a case or a tag that there isn't, or has a cue
            in one branch only; the line is named.
        """
        text = "\n" * (line - 1) + source  # so that Jinja2 counts the file's lines
        placed = _Source(text, file, where)
        template, names = self._prepared(placed)
        values = {**self._values(names, data), **self._phrases_of(data)}
        filled = self._guarded(placed, lambda: template.render(values), line)
        return _capitalised(" ".join(filled.split()))

    def facts_used(self, source: str, *, file: Path, line: int, where: str) -> set[str]:
        """Return the facts that a template asks for, itself or by its phrases: see `fill`."""
        placed = _Source("\n" * (line - 1) + source, file, where)
        tree = self._parse(placed)
        self._check(placed, tree)
        return self._facts_in(tree, through_phrases=True)

    # --- Names -----------------------------------------------------------------------------------

    def _facts_in(self, tree: nodes.Template, *, through_phrases: bool = False) -> set[str]:
        """Return the facts that are named in a template, or in the phrases that it uses too."""
        names = meta.find_undeclared_variables(tree)
        if through_phrases:
            asked: set[str] = set()
            while names - asked:
                asked |= names
                names |= {
                    name for phrase in names for name in self._names_of_phrases.get(phrase, ())
                }
        return names & facts().keys()

    @cached_property
    def _names_of_phrases(self) -> Mapping[str, set[str]]:
        """What each phrase names in its turn."""
        named = {}
        for statement in self._tree.body:
            alone = nodes.Template([statement], lineno=1)
            alone.set_environment(self._environment)
            for phrase in _defined((statement,)):
                named[phrase] = meta.find_undeclared_variables(alone)
        return named

    def _values(self, names: Iterable[str], data: StoryData) -> dict[str, object]:
        return {name: facts()[name].of(data) for name in names}

    # --- Evaluation ------------------------------------------------------------------------------

    def _parse(self, source: _Source) -> nodes.Template:
        try:
            self._environment.compile(source.text)  # tells of unknown filters and tests as well
            return self._environment.parse(source.text)
        except TemplateSyntaxError as error:
            raise source.fault(error.lineno, str(error.message)) from None

    def _evaluate(self, data: StoryData) -> Mapping[str, object]:
        """Return the phrases of a story by their names."""
        values = self._values(self._facts_in(self._tree), data)
        module = self._guarded(self._source, lambda: self._phrases.make_module(values), 1)
        return {name: getattr(module, name) for name in _defined(self._tree.body)}

    @cached_property
    def _phrases(self) -> Template:
        return self._compiled(self._source)

    def _prepare(self, source: _Source) -> tuple[Template, frozenset[str]]:
        """Check a template, and return it compiled with the names of its facts."""
        tree = self._parse(source)
        self._check(source, tree)
        _cues(tree.body, source)
        return self._compiled(source), frozenset(self._facts_in(tree))

    def _compiled(self, source: _Source) -> Template:
        """Compile a template, under the name of its file: tracebacks show it."""
        code = self._environment.compile(source.text, filename=str(source.file))
        return Template.from_code(self._environment, code, {})

    def _guarded(self, source: _Source, run: Callable[[], T], line: int) -> T:
        """Run a template; what goes wrong is told with the line of its file."""
        try:
            return run()
        except _FAULTS as error:
            problem = str(error) or type(error).__name__
            for frame in reversed(traceback.extract_tb(error.__traceback__)):
                if frame.lineno and frame.filename == str(self._source.file):
                    raise self._source.fault(frame.lineno, problem) from None
                if frame.lineno and frame.filename == str(source.file):
                    raise source.fault(frame.lineno, problem) from None
            raise source.fault(line, problem) from None

    # --- Checks ----------------------------------------------------------------------------------

    def _check(self, source: _Source, tree: nodes.Template, *, phrases: bool = False) -> None:
        allowed = (*_PROSE, nodes.Macro) if phrases else _PROSE
        for node in tree.find_all(nodes.Node):
            if isinstance(node, _ARITHMETIC):
                raise source.fault(
                    node.lineno, "nothing is computed here: make it a fact, in scenes/story/facts"
                )
            if not isinstance(node, allowed):
                raise source.fault(
                    node.lineno,
                    f"{type(node).__name__.lower()}: there may be {{{{ values }}}}, {{% if %}}, "
                    f"{{% for %}} and {{% set %}} only{', and {% macro %}' if phrases else ''}",
                )
        # First, for Jinja2 folds constants as it looks for names.
        _check_cases(source, tree, {**self._dictionaries, **_dictionaries(tree)})
        known = {*facts(), *_defined(self._tree.body)}
        unknown = meta.find_undeclared_variables(tree) - known
        for name in tree.find_all(nodes.Name):
            if name.name in unknown:
                nearest = difflib.get_close_matches(name.name, known, n=3)
                guess = f" did you mean {' or '.join(map(repr, nearest))}?" if nearest else ""
                raise source.fault(
                    name.lineno, f"unknown name {name.name!r};{guess} lvebm facts lists them"
                )
        if phrases:
            for text in tree.find_all(nodes.TemplateData):
                if "[" in text.data or "]" in text.data:
                    raise source.fault(text.lineno, "a phrase can't hold a cue")


def templates_of(code: str, folder: Path) -> Templates:
    """Return the templates of a folder; what was checked and compiled once is kept.

    Parameters
    ----------
    code
        Their language's.
    folder
        As for `Templates`.

    Raises
    ------
    NarrationError
        If there is no such language, or the phrases can't be used.
    """
    file = folder / PHRASES
    return _kept(code, folder, read_words(file) if file.exists() else "")


@lru_cache(maxsize=4)
def _kept(code: str, folder: Path, phrases: str) -> Templates:
    return Templates(language(code), folder, phrases)


def _environment(its: Language) -> ImmutableSandboxedEnvironment:
    """Make Jinja2 say numbers in a language."""

    def said(value: object) -> str:
        match value:
            case bool():
                raise TypeError("a yes or no can't be said: ask for it with {% if … %}")
            case None:
                raise TypeError("this story has no such value: ask with {% if … is not none %}")
            case int():
                value = its.whole(value)
            case float():
                value = its.number(value)
            case tuple():
                raise TypeError("several values can't be said at once: use a filter or a loop")
            case _ if is_dataclass(value):
                raise TypeError(f"a {type(value).__name__} can't be said: say one of its parts")
        return f"{_VALUE}{str(value).strip()}"

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        finalize=said,
    )
    environment.globals.clear()
    environment.filters |= {
        "count": its.count,
        "figures": its.figures,
        "given": its.given,
        "number": its.number,
        "whole": its.whole,
    }
    environment.tests["tiny"] = lambda value, decimals=2: rounded(value, decimals) == 0
    return environment


def _capitalised(prose: str) -> str:
    """Take the marks before values away, and begin sentences with a capital."""
    result, *values = prose.split(_VALUE)
    for value in values:
        before = result.rstrip("[ ")  # a bracket may open a cue
        begins = before[-1:] in ("", *".?!")
        result += value[:1].upper() + value[1:] if begins else value
    return result


def _defined(body: Iterable[nodes.Node]) -> list[str]:
    """Return the names that statements define."""
    names = []
    for node in body:
        match node:
            case nodes.Macro(name=name):
                names.append(name)
            case nodes.Assign(target=nodes.Name(name=name)):
                names.append(name)
    return names


def _dictionaries(tree: nodes.Template) -> dict[str, nodes.Dict]:
    return {
        node.target.name: node.node
        for node in tree.find_all(nodes.Assign)
        if isinstance(node.target, nodes.Name) and isinstance(node.node, nodes.Dict)
    }


def _check_cases(
    source: _Source, tree: nodes.Template, dictionaries: Mapping[str, nodes.Dict]
) -> None:
    """Check that a fact of named cases is asked only for those that it has."""
    for node in tree.find_all((nodes.Output, nodes.Compare, nodes.Getitem)):
        match node:
            case nodes.Output():
                for child in node.nodes:
                    if _cases(child):
                        raise source.fault(
                            child.lineno,
                            f"{child.name} is one of {_listed(_cases(child))}: "  # type: ignore[attr-defined]
                            "ask which with {% if %}",
                        )
            case nodes.Compare(expr=asked) if _cases(asked):
                for const in node.find_all(nodes.Const):
                    if const.value not in _cases(asked):
                        raise _no_case(source, asked, const)
            case nodes.Getitem(node=table, arg=asked) if _cases(asked):
                found = dictionaries.get(table.name) if isinstance(table, nodes.Name) else table
                if isinstance(found, nodes.Dict):
                    _check_keys(source, asked, found, node.lineno)


def _check_keys(source: _Source, asked: nodes.Node, found: nodes.Dict, line: int) -> None:
    keys = [pair.key for pair in found.items]
    for key in keys:
        if isinstance(key, nodes.Const) and key.value not in _cases(asked):
            raise _no_case(source, asked, key)
    there = {key.value for key in keys if isinstance(key, nodes.Const)}
    for case in _cases(asked):
        if case not in there:
            raise source.fault(line, f"{asked.name}: nothing for the case {case!r}")  # type: ignore[attr-defined]


def _no_case(source: _Source, asked: nodes.Node, const: nodes.Const) -> NarrationError:
    return source.fault(
        const.lineno,
        f"{asked.name} is never {const.value!r}; it is one of {_listed(_cases(asked))}",  # type: ignore[attr-defined]
    )


def _listed(cases: Iterable[str]) -> str:
    return ", ".join(map(repr, cases))


def _cases(node: nodes.Node) -> tuple[str, ...]:
    """Return the cases of the fact that an expression names, if it has any."""
    if not isinstance(node, nodes.Name) or node.name not in facts():
        return ()
    return facts()[node.name].cases


def _cues(body: Sequence[nodes.Node], source: _Source) -> list[str]:
    """Return the cues of some nodes in order, the same whichever branch is taken."""
    return cues_in("".join(_skeleton(body, source)))


def cues_in(text: str) -> list[str]:
    """Return the names of the cues of a text, in order."""
    return [found[2] or found[1] for found in CUE.finditer(text)]


def _skeleton(body: Sequence[nodes.Node], source: _Source) -> Iterator[str]:
    """Yield the text with a stand-in for each value, and the first branch of each condition."""
    for node in body:
        match node:
            case nodes.TemplateData():
                stray = next((char for char in node.data if char in "{}"), None)
                if stray:
                    before = node.data.partition(stray)[0].count("\n")
                    raise source.fault(
                        node.lineno + before, f"a lone {stray!r}; a value is written {{{{ name }}}}"
                    )
                yield node.data
            case nodes.Output():
                yield from _skeleton(node.nodes, source)
            case nodes.For():
                if _cues(node.body, source):
                    raise source.fault(node.lineno, "a loop can't hold a cue")
                yield "…"
            case nodes.If():
                branches = [node.body, *(other.body for other in node.elif_), node.else_]
                cues = [_cues(branch, source) for branch in branches]
                for other in cues[1:]:
                    if other != cues[0]:
                        shown = " but ".join(
                            ", ".join(f"[{cue}]" for cue in each) or "none"
                            for each in (cues[0], other)
                        )
                        raise source.fault(node.lineno, f"one branch has the cues {shown} another")
                yield from _skeleton(node.body, source)
            case nodes.Expr():
                yield "…"
