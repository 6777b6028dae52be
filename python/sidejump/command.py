"""Where the program hands over to Python: `sidejump plot`, `sidejump report`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module


def run(module: str, arguments: Sequence[str]) -> int:
    """Runs `main(arguments)` of a module of the package; gives the exit code of the program.

    Parameters
    ----------
    module : str
        Without ``sidejump.``, such as ``"figures.command"``.

    Returns
    -------
    int
        What `main` returns, or 1 if a package that it needs is not installed.
    """
    try:
        main: Callable[[Sequence[str]], int] = import_module(f"sidejump.{module}").main
        return main(arguments)
    except ModuleNotFoundError as error:
        package = (error.name or "").split(".")[0]
        if package in ("", "sidejump"):
            raise
        print(
            f"sidejump: error: this needs the Python package {package}, which {sys.executable} "
            f"does not have (Debian: python3-{package})",
            file=sys.stderr,
        )
        return 1
