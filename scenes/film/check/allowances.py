"""Findings that a beat allows, each with its reason: ``# allow: pop Cross: it comes running``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scenes.film.check.finding import Finding
from scenes.film.check.kinds import ALLOWANCE, KINDS, severity_of
from scenes.film.marks.lines import SourceLine

NUMBERED = "number"  # with another number in the story, a figure may be seen by chance
_ALLOW = re.compile(r"#\s*allow:\s*([\w-]*)\s*([^:]*?)\s*(?::\s*(.*?))?\s*$")


@dataclass(frozen=True)
class Allowance:
    """A comment in a beat's method, or right above it.

    Attributes
    ----------
    beat
        The beat.
    kind
        What it allows.
    thing
        Of what; "" for anything.
    reason
        Why.
    line
        Where it stands.
    """

    beat: str
    kind: str
    thing: str
    reason: str
    line: SourceLine

    def covers(self, finding: Finding) -> bool:
        """Tell whether it is meant for a finding."""
        return (self.beat, self.kind) == (finding.beat, finding.kind) and finding.what.startswith(
            self.thing
        )


def allowances_in(file: Path, beats: Iterable[str]) -> list[Allowance]:
    """Read the allowances of a chapter's beats.

    Parameters
    ----------
    file
        The chapter's source.
    beats
        The names of its beats.
    """
    source = file.read_text(encoding="utf-8")
    lines, names, found = source.splitlines(), set(beats), []
    for method in ast.walk(ast.parse(source)):
        if not isinstance(method, ast.FunctionDef) or method.name not in names:
            continue
        first = method.lineno - 1
        while first > 0 and lines[first - 1].strip().startswith("#"):
            first -= 1
        for number in range(first, method.end_lineno or method.lineno):
            match = _ALLOW.search(lines[number])
            if match:
                line = SourceLine(str(file), number + 1)
                kind, thing, reason = match.groups(default="")
                found.append(Allowance(method.name, kind, thing, reason, line))
    return found


def allow(
    findings: list[Finding],
    allowances: list[Allowance],
    chapter: str,
    beats: Iterable[str],
    *,
    needed: bool = True,
) -> list[Finding]:
    """Return what is left of findings, and a finding for each allowance that is at fault.

    Parameters
    ----------
    findings
        Those of a chapter.
    allowances
        Its allowances.
    chapter
        Its name.
    beats
        Those that were looked at: the others' allowances are left alone.
    needed
        Whether an allowance that allows nothing is at fault: not where the numbers are others
        than those it was written for.
    """
    looked_at = set(beats)
    left = [
        finding
        for finding in findings
        if not any(each.reason and each.covers(finding) for each in allowances)
    ]
    for each in allowances:
        if each.beat not in looked_at:
            continue
        severity = severity_of(ALLOWANCE)
        if each.kind not in KINDS:
            says = f"allows {each.kind!r}: must be one of {', '.join(KINDS)}"
        elif not each.reason:
            says = f"allows {each.kind!r} without a reason"
        elif each.kind == NUMBERED:
            continue
        elif needed and not any(each.covers(finding) for finding in findings):
            says = f"allows {each.kind!r}, of which there is none"
            severity = "warning"  # another number, tried out in the story, may need it
        else:
            continue
        what = f"# allow: {each.kind}"
        left.append(Finding(ALLOWANCE, severity, chapter, each.beat, 0, 0, what, says, each.line))
    return left
