"""The narration's templates: Jinja2 prose whose branches stand beside their sentences.

A narration file is plain prose. ``{{ name }}`` is a value of the story, and where the story's
numbers decide what may be said, ``{% if name %} … {% else %} … {% endif %}`` holds the sentences.
Each heading's prose is a template of its own, in Jinja2's sandbox; a name that is not there is an
error, and so is a cue that only one branch has, because the picture waits for it.
"""

import difflib
import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

CUE = re.compile(r"\[([^][]*)\](?:\(([^()]*)\))?")
"""A cue: ``[word]``, or ``[some words](name)`` where its name is another one."""

_OPEN, _CLOSE = "\ue000", "\ue001"  # private characters round each value, until it's capitalised
_VALUE = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.Assign,
    nodes.Expr,
    nodes.Keyword,
    nodes.Operand,
)
"""What a template may be made of: no loops, macros, includes or imports."""


class NarrationError(ValueError):
    """A narration that can't be used; its text is one line: file, heading, problem."""


Fault = Callable[[int, str], NarrationError]
"""Makes an error of a line and a problem."""


_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined,
    autoescape=False,
    finalize=lambda value: f"{_OPEN}{value}{_CLOSE}",
)
_ENVIRONMENT.globals.clear()


def fill(source: str, values: Mapping[str, object], *, file: Path, line: int, where: str) -> str:
    """Return a template's prose on one line, with its values filled in.

    Parameters
    ----------
    source
        The template.
    values
        The names that it may use. A value that begins a sentence is capitalised.
    file, line
        Where the source begins, for errors.
    where
        What it is: ``## beat``.

    Raises
    ------
    NarrationError
        If the template is broken, uses a name that is not there or a tag that it may not, or has a
        cue in one branch only; the line is named.
    """

    def fault(number: int, problem: str) -> NarrationError:
        return NarrationError(f"{file}:{number}: {where}: {problem}")

    padded = "\n" * (line - 1) + source  # so that Jinja2 counts the file's lines
    try:
        tree = _ENVIRONMENT.parse(padded)
    except TemplateSyntaxError as error:
        raise fault(error.lineno, " ".join(str(error.message).split())) from None
    _check_names(tree, values, fault)
    _check_tags(tree, fault)
    _cues(tree.body, fault)
    try:
        filled = _ENVIRONMENT.from_string(padded).render(values)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        number = next(
            (
                frame.lineno
                for frame in reversed(traceback.extract_tb(error.__traceback__))
                if frame.filename == "<template>" and frame.lineno
            ),
            line,
        )
        raise fault(number, " ".join(str(error).split())) from None
    return _capitalised(" ".join(filled.split()))


def _capitalised(prose: str) -> str:
    """Take the marks round values away, and begin sentences with a capital."""

    def bare(found: re.Match[str]) -> str:
        value = found[1].strip()
        before = prose[: found.start()].rstrip(f"[ {_OPEN}{_CLOSE}")  # a bracket may open a cue
        return value[:1].upper() + value[1:] if before[-1:] in ("", *".?!") else value

    return _VALUE.sub(bare, prose)


def _check_names(tree: nodes.Template, values: Mapping[str, object], fault: Fault) -> None:
    names = list(tree.find_all(nodes.Name))
    known = {*values, *(name.name for name in names if name.ctx == "store")}
    for name in names:
        if name.name not in known:
            nearest = difflib.get_close_matches(name.name, known, n=1)
            guess = f" did you mean {nearest[0]!r}?" if nearest else ""
            raise fault(
                name.lineno,
                f"unknown name {name.name!r};{guess} there are {', '.join(sorted(known))}",
            )


def _check_tags(tree: nodes.Template, fault: Fault) -> None:
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            raise fault(
                node.lineno,
                f"{type(node).__name__.lower()}: a narration has {{{{ values }}}}, "
                "{% if %} and {% set %} only",
            )


def _cues(body: Sequence[nodes.Node], fault: Fault) -> list[str]:
    """Return the cues of some nodes in order, the same whichever branch is taken."""
    text = "".join(_skeleton(body, fault))
    return [found[2] or found[1] for found in CUE.finditer(text)]


def _skeleton(body: Sequence[nodes.Node], fault: Fault) -> Iterator[str]:
    """Yield the text with a stand-in for each value, and the first branch of each condition."""
    for node in body:
        match node:
            case nodes.TemplateData():
                stray = next((char for char in node.data if char in "{}"), None)
                if stray:
                    before = node.data.partition(stray)[0].count("\n")
                    raise fault(
                        node.lineno + before, f"a lone {stray!r}; a value is written {{{{ name }}}}"
                    )
                yield node.data
            case nodes.Output():
                yield from _skeleton(node.nodes, fault)
            case nodes.If():
                branches = [node.body, *(other.body for other in node.elif_), node.else_]
                cues = [_cues(branch, fault) for branch in branches]
                for other in cues[1:]:
                    if other != cues[0]:
                        shown = " but ".join(
                            ", ".join(f"[{cue}]" for cue in each) or "none"
                            for each in (cues[0], other)
                        )
                        raise fault(node.lineno, f"one branch has the cues {shown} another")
                yield from _skeleton(node.body, fault)
            case nodes.Expr():
                yield "…"
