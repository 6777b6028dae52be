"""What all inputs have: they come from keywords, a file or its text, and are checked alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from html import escape
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from sidejump import _sidejump
from sidejump.array_values import ArrayValue, Collector
from sidejump.locations import Location, path_text, whole_path, with_whole_paths
from sidejump.told import with_names, without_arrays_of, without_lines_of
from sidejump.toml_text import toml_text

Self = TypeVar("Self", bound="Input")


class Input:
    """An input of the program: an alloy, a device, a superconductor, an electron gas.

    It does not change; `with_values` gives another one. It is read when it is used: a mistake shows
    in `check`, or when something is computed.
    """

    _called: ClassVar[str] = "input"
    _check: ClassVar[Callable[[_sidejump.Document], tuple[dict[str, Any], list[str]]]]

    # Its name is the whole path of its file, whatever the current folder becomes; without a file
    # it is one that might lie in the folder in which the input was made.
    _document: _sidejump.Document
    _name: str  # what it is called in messages
    _arrays: dict[str, ArrayValue]
    _is_its_file: bool  # and not changed since

    # How it is made.

    def _take(self, values: Mapping[str, Any]) -> None:
        """The input from the keywords of the constructor; those that are None are not there."""
        collector = Collector(self._called, self._broadcasts)
        given = {key: value for key, value in values.items() if value is not None}
        plain = collector.plain(given)
        place = whole_path(self._called)
        with with_names({place: self._called}):
            self._document = _sidejump.Document.from_values(plain, place)
        self._name = self._called
        self._arrays = collector.arrays
        self._is_its_file = False

    @classmethod
    def _made(
        cls: type[Self],
        document: _sidejump.Document,
        name: str,
        arrays: Mapping[str, ArrayValue] | None = None,
        is_its_file: bool = False,
    ) -> Self:
        made = cls.__new__(cls)
        made._document = document
        made._name = name
        made._arrays = dict(arrays or {})
        made._is_its_file = is_its_file
        return made

    @classmethod
    def _read(cls: type[Self], name: str, place: str) -> Self:
        """The input in a file, which is called by a name and found by a whole path."""
        with with_names({place: name}):
            return cls._made(_sidejump.Document.from_file(place), name, is_its_file=True)

    @classmethod
    def from_file(cls: type[Self], path: Location) -> Self:
        """Reads a TOML file; other files that it names are looked for from its folder.

        They are read when the input is used.

        Raises
        ------
        InputError
            If it cannot be read or is not TOML.
        """
        name = path_text(path)
        return cls._read(name, whole_path(name))

    @classmethod
    def from_toml(cls: type[Self], text: str, name: str | None = None) -> Self:
        """Reads the text of a TOML file.

        Parameters
        ----------
        text : str
            What would stand in the file.
        name : str, optional
            Stands for the file in messages; other files are looked for from the folder of this
            path, without it from the current one.

        Raises
        ------
        InputError
            If it is not TOML.
        """
        called = path_text(name) if name else cls._called
        plain = Collector(called, cls._broadcasts).plain(text)
        place = whole_path(called)
        with with_names({place: called}):
            return cls._made(_sidejump.Document.from_text(plain, place), called)

    def with_values(self: Self, changes: Mapping[str, Any]) -> Self:
        """The same input with other values of some parameters.

        Parameters
        ----------
        changes : mapping of str to value
            Values by the path of the parameter, such as
            ``"impurity[0].channels[1].phase_shift"``; list elements count from 0.

        Raises
        ------
        InputError
            If a path leads nowhere, or a value is none that a parameter can have.
        """
        arrays = dict(self._arrays)
        plain = []
        with self._own_names():
            for path, value in changes.items():
                if not isinstance(path, str):
                    raise TypeError(f"expected the path of a parameter as a text, found {path!r}")
                steps = self._document.steps(path)
                collector = Collector(self._name, self._broadcasts)
                plain.append((path, collector.plain(value, path_of(steps))))
                arrays = {
                    other: array
                    for other, array in arrays.items()
                    if self._document.steps(other)[: len(steps)] != steps
                }
                arrays.update(collector.arrays)
            return self._made(self._document.with_values(plain), self._name, arrays)

    # What it is.

    def check(self) -> list[str]:
        """Reads the input, without computing anything.

        Where arrays stand for numbers, their first values are taken.

        Returns
        -------
        list of str
            What is suspicious, though not wrong.

        Raises
        ------
        InputError
            At the first mistake.
        """
        return self._checked()[1]

    def with_defaults(self) -> dict[str, Any]:
        """The input with all defaults; quantities are texts with SI units.

        Raises
        ------
        InputError
            At the first mistake.
        """
        return self._checked()[0]

    def _checked(self) -> tuple[dict[str, Any], list[str]]:
        with without_arrays_of(self._called), self._own_names():
            return type(self)._check(self._document)

    def to_dict(self) -> dict[str, Any]:
        """The input as it was given; of arrays the first values.

        Other files have their whole paths, so that they are found from any folder.
        """
        found: dict[str, Any] = with_whole_paths(self._values(), Path(self._document.name).parent)
        return found

    def to_toml(self) -> str:
        """The text of an input file; of arrays the first values, which comments tell.

        It is that of the file itself, unless other files are named in it: they have their whole
        paths here.
        """
        comments = "".join(
            f"# {path}: the first of an array of {array.values.size}\n"
            for path, array in self._arrays.items()
        )
        given = self._values()
        whole = with_whole_paths(given, Path(self._document.name).parent)
        return comments + (self._text() if whole == given else toml_text(whole))

    def _values(self) -> dict[str, Any]:
        with self._own_names():
            return self._document.values()

    def _text(self) -> str:
        """The text as it was given, where there is one: paths in it are those of its folder."""
        return self._document.text or toml_text(self._values())

    @property
    def arrays(self) -> dict[str, Any]:
        """Arrays that stand for numbers, by the paths of their parameters: copies of them."""
        return {path: array.values.copy() for path, array in self._arrays.items()}

    def _as_table(self) -> dict[str, Any]:
        """The input where it is a part of another one."""
        self._refuse_arrays("another input", "evaluate() takes arrays")
        return self.to_dict()

    def _refuse_arrays(self, taker: str, instead: str) -> None:
        if self._arrays:
            raise ValueError(
                f"{taker}: expected single numbers, found arrays for {', '.join(self._arrays)}; "
                f"{instead}"
            )

    @classmethod
    def _broadcasts(cls, path: str) -> bool:
        """Whether an array stands for the values of a parameter, and not for a list."""
        return False

    @contextmanager
    def _own_names(self) -> Iterator[None]:
        """Messages name the input, and files beside it, as it was named when it was made."""
        lines = nullcontext() if self._document.text else without_lines_of(self._name)
        with lines, with_names({self._document.name: self._name}):
            yield

    def __repr__(self) -> str:
        arrays = "".join(f", {path}: {array.values.shape}" for path, array in self._arrays.items())
        return f"<{type(self).__name__} {self._name}{arrays}>"

    def _repr_html_(self) -> str:
        heading, text = escape(repr(self)[1:-1]), escape(self._text())
        return f"<div><strong>{heading}</strong><pre>{text}</pre></div>"


def path_of(steps: Sequence[str | int]) -> str:
    """The path of a parameter in the one way in which it is a key here."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)[1:]
