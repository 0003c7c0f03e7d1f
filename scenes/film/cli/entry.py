"""Where the ``lvebm`` process begins: Ctrl-C is answered in one line from the start.

This module stays light: the commands take a moment to import, worker processes import it too.
"""

from __future__ import annotations

import os
import signal

INTERRUPTED = 130  # what a shell expects after Ctrl-C


def run() -> None:
    """Run the command that is asked for."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else the shell ignores it
        signal.signal(signal.SIGINT, interrupted)
    from scenes.film.cli.main import main

    main()


def interrupted(*_: object) -> None:
    """End the process at once, while there is nothing half made that had to be removed."""
    os.write(2, b"lvebm: interrupted\n")
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    from scenes.film.cli import entry  # whose `interrupted` the commands know, not this copy's

    entry.run()
