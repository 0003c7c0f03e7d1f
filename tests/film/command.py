"""The film's command, as a process of its own."""

import sys

COMMAND = (sys.executable, "-c", "from scenes.film.cli.main import main; main()")
