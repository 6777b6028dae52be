"""Studies of many points: parameter axes, on all processors, into one file."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

from sidejump import _sidejump
from sidejump.arguments import output_names, process_count, thread_count
from sidejump.array_values import Collector
from sidejump.device import FILE_NAME, Device
from sidejump.errors import RunError
from sidejump.inputs import Input
from sidejump.kept import in_folder
from sidejump.locations import Location, path_text, unchanged, whole_path
from sidejump.program import run_program
from sidejump.result import Result
from sidejump.study_text import axis_section, study_text
from sidejump.told import with_names, without_lines_of

Self = TypeVar("Self", bound="Sweep")

# What a study is called that was in no file.
_CALLED = "Sweep"


class Sweep:
    """A study: a base, the parameters that vary, and the results wanted.

    Parameters
    ----------
    base : Alloy, Superconductor, ElectronGas, Device or path
        What is varied; a path is that of its file.
    axes : mapping
        By the path of a parameter, such as ``"impurity[0].concentration"``, its values: an array, a
        `Quantity` of one, a list, or a table such as
        ``{"linear": {"from": "0 K", "to": "10 K", "points": 11}}``, which may give a ``name``.
    outputs : sequence of str
        Results wanted, as ``sidejump reference outputs`` lists them.
    combine : {"grid", "zip"}
        Whether all combinations are computed, or the first values together, then the second ones.

    Examples
    --------
    >>> import numpy as np
    >>> import sidejump as sj
    >>> study = sj.Sweep(  # doctest: +SKIP
    ...     base=sj.Alloy.from_file("alloy.toml"),
    ...     axes={"impurity[0].concentration": np.logspace(-3, -1, 21)},
    ...     outputs=["spin_hall_angle"],
    ... )
    >>> result = study.run()  # doctest: +SKIP
    >>> result["spin_hall_angle"], result["impurity_0_concentration"]  # doctest: +SKIP
    """

    _document: _sidejump.Document  # with a name as of an input
    _name: str  # what it is called in messages
    _base: Input | None
    _is_its_file: bool

    def __init__(
        self,
        base: Input | Location,
        axes: Mapping[str, Any],
        outputs: Sequence[str],
        *,
        combine: str = "grid",
    ) -> None:
        if isinstance(base, Input):
            base._refuse_arrays("base", "their values belong to the axes")
        study = {
            "sweep": {
                "base": base._name if isinstance(base, Input) else path_text(base),
                "combine": combine,
                "outputs": output_names(outputs),
                "axis": [axis_section(path, values) for path, values in axes.items()],
            }
        }
        plain = Collector(_CALLED, lambda path: False).plain(study)
        self._name = _CALLED
        place = whole_path(_CALLED)
        with with_names({place: _CALLED}):
            judged = _sidejump.Document.from_values(plain, place).values()
            self._document = _sidejump.Document.from_text(study_text(judged), place)
            self._base = base if isinstance(base, Input) else self._device()
        self._is_its_file = False

    @classmethod
    def from_file(cls: type[Self], path: Location) -> Self:
        """Reads a study file; its base is looked for from its folder.

        Raises
        ------
        InputError
            If it cannot be read or is not TOML.
        """
        made = cls.__new__(cls)
        made._name = path_text(path)
        place = whole_path(made._name)
        with with_names({place: made._name}):
            made._document = _sidejump.Document.from_file(place)
            made._base = made._device()
        made._is_its_file = True
        return made

    def check(self) -> list[str]:
        """Reads the study and its base, and judges them; nothing is computed.

        A study of a device is judged by the program when it runs, here only its base.

        Returns
        -------
        list of str
            What is suspicious about some of its points, though not wrong.

        Raises
        ------
        InputError
            At the first mistake.
        """
        if isinstance(self._base, Device):
            return self._base.check()
        with without_lines_of(_CALLED), self._own_names():
            return _sidejump.check_study(self._document, *self._given_base())

    def to_toml(self) -> str:
        """The text of a study file.

        Its base has the name by which it was given: it can be run if that is a file, from the
        folder from which a relative path leads there.
        """
        return self._document.text

    def run(
        self,
        *,
        out: Location | None = None,
        threads: int | None = None,
        processes: int = 1,
        force: bool = False,
        csv: bool = False,
    ) -> Result:
        """Computes all points, or those that an interrupted run has left.

        Parameters
        ----------
        out : path, optional
            The result file, HDF5; with it an interrupted run can go on.
        threads : int, optional
            Those of all processors without it. The points of a device take one.
        processes : int
            Of a device: more than one are started by ``mpirun``.
        force : bool
            Computes anew, and replaces a result that is there.
        csv : bool
            Writes the results as a table beside the file, too.

        Returns
        -------
        SweepResult
            Axes and outputs by name, with their units; the dimensions have the names of the axes.

        Raises
        ------
        InputError
            At the first mistake in the study or its base.
        ValueError
            If several processes are asked for where the base is no device, or several threads where
            it is one.
        RunError
            If the run fails. Points that fail are NaN, and are told in the ``warnings``.
        """
        count = thread_count(threads)
        processes = process_count(processes)
        if isinstance(self._base, Device) and count > 1:
            raise ValueError(
                f"threads: expected 1, because the points of a device are computed one after "
                f"another, found {count}; processes= starts more"
            )
        if processes > 1 and not isinstance(self._base, Device):
            raise ValueError(
                f"processes: expected 1, because only studies of devices take several, found "
                f"{processes}; threads= has the processors"
            )
        def compute(place: Path) -> None:
            file = place if out is not None else place / "sweep.h5"
            if isinstance(self._base, Device):
                self._run_program(file, processes, force, csv)
                return
            if out is None:
                place.mkdir()
            _sidejump.run_study(
                self._document, *self._given_base(), os.fspath(file), count, force, csv
            )

        with without_lines_of(_CALLED), self._own_names():
            return in_folder("sweep", out, compute)

    def _given_base(self) -> tuple[_sidejump.Document | None, str]:
        if self._base is None:
            return None, ""
        return self._base._document, self._base._text()

    def _run_program(self, out: Path, processes: int, force: bool, csv: bool) -> None:
        """Runs the study by the program, from files."""
        assert isinstance(self._base, Device)
        options = ["--force"] * force + ["--csv"] * csv
        with tempfile.TemporaryDirectory(prefix="sidejump-") as place:
            base = self._base._file_in(place)
            called = {base: self._base._name}
            if self._is_its_file:
                study = unchanged(self._document)
            else:
                study = os.path.join(place, "study.toml")
                values = self._document.values()
                if not self._base._is_its_file:
                    # The same name in every run: the study is a part of what runs go on with.
                    base = FILE_NAME
                values["sweep"]["base"] = base
                Path(study).write_text(study_text(values), encoding="utf-8")
            with _points_that_fail(), with_names({base: self._base._name}):
                run_program(
                    ["sweep", study, "--out", os.fspath(out), *options],
                    file=study,
                    processes=processes,
                    called={study: self._name, **called},
                )

    @contextmanager
    def _own_names(self) -> Iterator[None]:
        """Messages name the study and its base as they were named when they were made."""
        base = nullcontext() if self._base is None else self._base._own_names()
        with base, with_names({self._document.name: self._name}):
            yield

    def _device(self) -> Device | None:
        """The base if it is a device in a file; mistakes are told when it is read in earnest."""
        named = self._document.values().get("sweep", {})
        if not isinstance(named, dict) or not isinstance(named.get("base"), str):
            return None
        name, place = (
            os.path.join(os.path.dirname(study), named["base"])
            for study in (self._name, self._document.name)
        )
        if not os.path.isfile(place):
            return None
        device = Device._read(name, place)
        tables = device.to_dict()
        is_device = ("geometry" in tables or "region" in tables) and "structure" not in tables
        return device if is_device else None


@contextmanager
def _points_that_fail() -> Iterator[None]:
    """The program ends with an error for them as well, once it has written the result."""
    try:
        yield
    except RunError as error:
        if not re.match(r"\d+ of \d+ points failed \(", str(error)):
            raise


def sweep(
    base: Input | Location,
    axes: Mapping[str, Any],
    outputs: Sequence[str],
    *,
    combine: str = "grid",
    out: Location | None = None,
    threads: int | None = None,
    processes: int = 1,
    force: bool = False,
    csv: bool = False,
) -> Result:
    """Runs a study: `Sweep` with these arguments, and its `run`.

    Examples
    --------
    >>> import numpy as np
    >>> import sidejump as sj
    >>> sj.sweep(  # doctest: +SKIP
    ...     "alloy.toml",
    ...     {"impurity[0].concentration": np.logspace(-3, -1, 21)},
    ...     ["spin_hall_angle"],
    ... ).plot()
    """
    return Sweep(base, axes, outputs, combine=combine).run(
        out=out, threads=threads, processes=processes, force=force, csv=csv
    )
