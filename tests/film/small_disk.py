"""A disk with as little room as a test wants; where none can be mounted, files that end early."""

from __future__ import annotations

import contextlib
import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

PLENTY = 64 * 1024  # kilobytes


class SmallDisk:
    """A folder in which room can be made scarce.

    Where the system lets us mount a disk of our own, it has the room. Elsewhere each file may be as
    long as that, which fails at fewer moments, but at some.
    """

    def __init__(self, folder: Path, *, mounted: bool = True) -> None:
        self.folder = folder
        can_mount = mounted and shutil.which("mount") is not None
        self.mounted = can_mount and not self._mount(f"size={PLENTY}k")
        self.cause = "No space left on device" if self.mounted else "File too large"
        self._left = PLENTY

    def leave(self, kilobytes: int) -> None:
        """Have that much room left, and no more."""
        self._left = kilobytes
        if self.mounted:
            used = shutil.disk_usage(self.folder).used // 1024
            size = max(used + kilobytes, 1)  # a size of 0 is no limit
            assert self._mount(f"remount,size={size}k") == 0

    def limit(self) -> None:
        """Limit the files of a process that begins, where the disk can't be limited."""
        if not self.mounted and self._left < PLENTY:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self._left * 1024, self._left * 1024))

    @contextlib.contextmanager
    def limited(self) -> Iterator[None]:
        """Limit this very process meanwhile, likewise."""
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        if not self.mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self._left * 1024, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    def unmount(self) -> None:
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.folder)], check=True)

    def _mount(self, options: str) -> int:
        mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.folder)]
        return subprocess.run(mount, capture_output=True, check=False).returncode
