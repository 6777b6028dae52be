"""Arguments that several methods take."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

_MOST_THREADS = 65535


def thread_count(threads: Any) -> int:
    """How many threads the extension is asked for: 0 of all processors, where None is given."""
    if threads is None:
        return 0
    try:
        count = operator.index(threads)
    except TypeError:
        raise ValueError(f"threads: expected a number of threads, found {threads!r}") from None
    if not 1 <= count <= _MOST_THREADS:
        raise ValueError(
            f"threads: expected a number of threads from 1 to {_MOST_THREADS}, found {count}"
        )
    return count


def output_names(outputs: Sequence[str]) -> list[str]:
    """The results that are asked for, as a list."""
    names = [outputs] if isinstance(outputs, str) else list(outputs)
    if isinstance(outputs, str) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"outputs: expected a list of names, found {outputs!r}")
    return names


def undefined_where_it_fails(errors: str) -> bool:
    """Whether points without results are NaN."""
    if errors not in ("raise", "nan"):
        raise ValueError(f'errors: expected "raise" or "nan", found {errors!r}')
    return errors == "nan"


def without_arrays(outputs: Sequence[str] | None, threads: int | None, errors: str) -> None:
    """Judges arguments that mean something over arrays alone, where there are none."""
    thread_count(threads)
    undefined_where_it_fails(errors)
    if outputs is not None:
        raise ValueError(
            f"outputs: expected none, because no array stands for a number and the result has all; "
            f"found {outputs!r}"
        )
