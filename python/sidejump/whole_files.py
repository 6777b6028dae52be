"""Files that are there complete or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes its place when all of it is written.

    It has the permissions of any new file, which the system gives it: asking for them would change
    them for other threads.

    Raises
    ------
    OSError
        If it cannot be written; there is no file then, or the one from before.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.parent / f".{secrets.token_hex(8)}"  # short, as the name may be a long one
    with open(beside, "xb") as file:
        try:
            yield file
            file.close()
            os.replace(beside, path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
