"""The program sidejump, which solves devices."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from sidejump.errors import InputError, RunError

_INPUT_MISTAKE = 2


def find_program() -> Path:
    """The program: the one that SIDEJUMP_PROGRAM names, that beside the package, or that on PATH.

    Raises
    ------
    RunError
        If there is none.
    """
    chosen = os.environ.get("SIDEJUMP_PROGRAM")
    if chosen:
        return Path(chosen)
    package = Path(__file__).resolve().parent
    places = [package.parents[1] / "cli" / "sidejump"]  # of the build tree
    places += [parent / "bin" / "sidejump" for parent in package.parents]  # of the prefix
    for place in places:
        if place.is_file() and os.access(place, os.X_OK):
            return place
    found = shutil.which("sidejump")
    if found is None:
        raise RunError(
            "the program sidejump, which solves devices, is neither beside this package nor on "
            "PATH: install it, or let SIDEJUMP_PROGRAM name it"
        )
    return Path(found)


def run_program(
    arguments: Sequence[str],
    *,
    file: str,
    processes: int = 1,
    called: Mapping[str, str] | None = None,
) -> None:
    """Runs a command of the program.

    Parameters
    ----------
    arguments : sequence of str
        The command and what follows it.
    file : str
        The input file, with which the messages about its mistakes begin.
    processes : int
        More than one are started by ``mpirun``.
    called : mapping of str to str, optional
        What files are called in messages, by their paths.

    Raises
    ------
    InputError, RunError
        With the message of the program.
    """
    if processes < 1:
        raise ValueError(f"processes: expected a number of processes, found {processes}")
    command = [str(find_program()), "--quiet", *arguments]
    if processes > 1:
        command = ["mpirun", "-n", str(processes), *command]
    try:
        running = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
    except FileNotFoundError:
        raise RunError(f"cannot run {command[0]}: there is no such program") from None
    try:
        _, told = running.communicate()
    except KeyboardInterrupt:
        running.send_signal(signal.SIGINT)
        running.wait()
        raise
    if running.returncode != 0:
        for path, name in (called or {}).items():
            told = told.replace(path, name)
        raise _error(running.returncode, told, (called or {}).get(file, file))


def _error(code: int, told: str, file: str) -> Exception:
    """The exception that the program would have thrown."""
    errors = [
        line.removeprefix("sidejump: error: ")
        for line in told.splitlines()
        if line.startswith("sidejump: error: ")
    ]
    text = errors[0] if errors else told.strip() or f"the program ended with exit code {code}"
    if code != _INPUT_MISTAKE:
        return RunError(text)
    place = re.fullmatch(
        rf"({re.escape(file)}|[^:]*)(?::(\d+))?: (?:([\w.\[\]-]+): )?(.*)", text, re.DOTALL
    )
    if place is None:
        return InputError(text, file, 0, "", text)
    return InputError(
        text, place.group(1), int(place.group(2) or 0), place.group(3) or "", place.group(4)
    )
