"""How many planted faults the check finds: `make bench-check` fails where it finds too few."""

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from scenes.film.check.finding import Finding
from scenes.film.check.kinds import WARNINGS
from tests.film.check.clean import edits
from tests.film.check.planting import Fault, faults, found


def planted() -> list[Fault]:
    """Return the faults, and then what is clean."""
    return [*faults(), *edits()]


def hits(index: int) -> tuple[list[str], str]:
    """Return the kinds that are found where one is planted, or why it could not be."""
    try:
        fault = planted()[index]
        kinds = [finding.kind for finding in found(fault) if _counts(fault, finding)]
        return kinds, ""
    except Exception as error:
        return [], f"{type(error).__name__}: {error}"


def _counts(fault: Fault, finding: Finding) -> bool:
    """Tell whether a finding counts: beside a clean edit, none that says that it may be meant.

    The clean edits stand where captions are shown, as there is room in all chapters.
    """
    return fault.kind != "clean" or finding.severity == "error" or finding.kind in WARNINGS


LEAST = 0.98  # of the faults must be found, and nothing in a clean edit


def main() -> int:
    """Plant all of them, and print what is missed and what is found where nothing is wrong."""
    every = planted()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        results = list(executor.map(hits, range(len(every))))
    count, right, beside = Counter(), Counter(), Counter()
    cleans = alarms = 0
    for fault, (kinds, error) in zip(every, results, strict=True):
        if fault.kind == "clean":
            alarms += bool(kinds or error)
            cleans += 1
            if kinds or error:
                print(f"falsely found: {fault} {error} {sorted(set(kinds))}")
            continue
        count[fault.kind] += 1
        if fault.kind in kinds:
            right[fault.kind] += 1
        else:
            print(f"missed: {fault} {error} {sorted(set(kinds))}")
        beside.update({kind for kind in kinds if kind != fault.kind})
    for kind, n in count.items():
        print(f"{kind:18} {right[kind]:3} of {n:3}")
    print(f"all                {right.total():3} of {count.total():3}")
    print(f"falsely found in   {alarms:3} of {cleans:3} clean edits")
    print("found beside the faults:", dict(beside))
    return int(right.total() < LEAST * count.total() or alarms > 0)


if __name__ == "__main__":
    sys.exit(main())
