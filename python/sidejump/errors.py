"""What goes wrong, with the messages of the program."""

from __future__ import annotations

from collections.abc import Callable


class InputError(ValueError):
    """A mistake in an input; its text is that of the program.

    Attributes
    ----------
    file : str
        Where the mistake is: the file, or what the input is called (``"Alloy"``).
    line : int
        The line in the file, 0 if it is not on one line.
    key : str
        Full name of the parameter, such as ``"impurity[0].concentration"``; may be empty.
    message : str
        What was expected and what was found.
    """

    def __init__(self, text: str, file: str, line: int, key: str, message: str) -> None:
        super().__init__(text, file, line, key, message)
        self.file = file
        self.line = line
        self.key = key
        self.message = message

    def __str__(self) -> str:
        return str(self.args[0])


def mistake(called: str, key: str, message: str) -> InputError:
    """A mistake in an input that has no lines, or in all of it if there is no key."""
    place = f"{called}: {key}" if key else called
    return InputError(f"{place}: {message}", called, 0, key, message)


def reworded(error: InputError, change: Callable[[str], str]) -> InputError:
    """The same mistake in other words."""
    return InputError(
        change(str(error)), error.file, error.line, error.key, change(error.message)
    )


class RunError(RuntimeError):
    """A computation that has no result; its text is that of the program."""
