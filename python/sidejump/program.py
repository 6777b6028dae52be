"""The program sidejump, which solves devices and makes fits."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from sidejump import _sidejump
from sidejump.arguments import process_count
from sidejump.errors import InputError, RunError

_INPUT_MISTAKE = 2


def find_program() -> Path:
    """The program: the one that SIDEJUMP_PROGRAM names, that beside the package, or that on PATH.

    Raises
    ------
    RunError
        If there is none, or it is not of the version of this package.
    """
    chosen = os.environ.get("SIDEJUMP_PROGRAM")
    found = Path(chosen) if chosen else _beside(Path(__file__).resolve().parent)
    if found is None:
        on_path = shutil.which("sidejump")
        if on_path is None:
            raise RunError(
                "the program sidejump, which solves devices and makes fits, is neither beside this "
                "package nor on PATH: install it, or let SIDEJUMP_PROGRAM name it"
            )
        found = Path(on_path)
    try:
        told = subprocess.run([found, "--version"], capture_output=True, errors="replace").stdout
    except OSError as error:
        raise RunError(f"cannot run {found}: {error.strerror}") from None
    version, *_ = told.splitlines() or [""]
    if version != f"sidejump {_sidejump.version}":
        raise RunError(
            f"{found}: expected sidejump {_sidejump.version}, the version of this package, found "
            f'"{version}"; SIDEJUMP_PROGRAM may name another one'
        )
    return found


def _beside(package: Path) -> Path | None:
    """The program of the build tree, or of the prefix, in which the package is."""
    places = [package.parents[1] / "cli" / "sidejump"]
    libraries = (parent for parent in package.parents if parent.name in ("lib", "lib64"))
    places += [nearest.parent / "bin" / "sidejump" for nearest in islice(libraries, 1)]
    runnable = (place for place in places if place.is_file() and os.access(place, os.X_OK))
    return next(runnable, None)


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
    count = process_count(processes)
    command = [str(find_program()), "--quiet", *arguments]
    if count > 1:
        command = ["mpirun", "-n", str(count), *command]
    # Where this Python is killed, nobody else would end what it has started.
    if shutil.which("setpriv"):
        command = ["setpriv", "--pdeathsig", "TERM", *command]
    try:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            process_group=0,
        )
    except OSError as error:
        raise RunError(f"cannot run {command[0]}: {error.strerror}") from None
    try:
        _, told = running.communicate()
    except BaseException as raised:
        _stop(running, signal.SIGINT if isinstance(raised, KeyboardInterrupt) else signal.SIGTERM)
        raise
    if running.returncode != 0:
        for path, name in (called or {}).items():
            told = told.replace(path, name)
        raise _error(running.returncode, told, (called or {}).get(file, file))


def _stop(running: subprocess.Popen[str], number: signal.Signals) -> None:
    """Asks a program once to end, and waits until it has; an interrupt while it does kills it.

    It is in a process group of its own: the terminal would ask it a second time, upon which it ends
    without keeping what it has. Whatever it has started, as `mpirun` does, is in its group: that
    is for the program to ask, but is killed with it.
    """
    running.send_signal(number)
    try:
        running.communicate()
    except BaseException:
        with suppress(ProcessLookupError):  # it has just ended
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        raise


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
