"""The ``lvebm`` command."""
