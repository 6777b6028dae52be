"""Arguments that several methods take."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

_MOST = 65535


def _count(name: str, given: Any) -> int:
    """How many threads or processes are asked for."""
    try:
        count = operator.index(given)
    except TypeError:
        raise ValueError(f"{name}: expected a number of {name}, found {given!r}") from None
    if not 1 <= count <= _MOST:
        raise ValueError(f"{name}: expected a number of {name} from 1 to {_MOST}, found {count}")
    return count


def thread_count(threads: Any) -> int:
    """How many threads the extension is asked for: 0 of all processors, where None is given."""
    return 0 if threads is None else _count("threads", threads)


def process_count(processes: Any) -> int:
    """How many processes the program is asked for."""
    return _count("processes", processes)


def output_names(outputs: Sequence[str]) -> list[str]:
    """The results that are asked for, as a list."""
    names = [outputs] if isinstance(outputs, str) else list(outputs)
    if isinstance(outputs, str) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"outputs: expected a list of names, found {outputs!r}")
    return names


def names_in_group(outputs: Sequence[str] | None, group: str, out: Any) -> list[str]:
    """The results of a command that are asked for over arrays: all of them where None are."""
    if out is not None:
        raise ValueError("out: expected no folder over arrays; a sweep writes its results")
    names = [""] if outputs is None else output_names(outputs)
    return [name if "." in name else f"{group}.{name}" for name in names]


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
