"""Studies of many points: parameter axes, on all processors, into one file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from sidejump import _sidejump
from sidejump.arguments import output_names, thread_count
from sidejump.array_values import Collector
from sidejump.device import Device
from sidejump.inputs import Input
from sidejump.kept import in_folder
from sidejump.locations import Location, path_text, unchanged
from sidejump.program import run_program
from sidejump.quantities import Quantity
from sidejump.result import Result
from sidejump.told import without_lines_of, without_options
from sidejump.toml_text import element_text, toml_text

Self = TypeVar("Self", bound="Sweep")


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

    _document: _sidejump.Document
    _base: Input | None
    _file: Path | None  # from which it was read

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
                "base": base._document.name if isinstance(base, Input) else path_text(base),
                "combine": combine,
                "outputs": output_names(outputs),
                "axis": [_axis(path, values) for path, values in axes.items()],
            }
        }
        plain = Collector("Sweep", lambda path: False).plain(study)
        judged = _sidejump.Document.from_values(plain, "Sweep").values()
        self._document = _sidejump.Document.from_text(_study_text(judged), "Sweep")
        self._base = base if isinstance(base, Input) else _device_of(self._document)
        self._file = None

    @classmethod
    def from_file(cls: type[Self], path: Location) -> Self:
        """Reads a study file; its base is looked for from its folder.

        Raises
        ------
        InputError
            If it cannot be read or is not TOML.
        """
        made = cls.__new__(cls)
        name = path_text(path)
        made._document = _sidejump.Document.from_file(name)
        made._base = _device_of(made._document)
        made._file = Path(name).resolve()
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
        with without_lines_of("Sweep"):
            return _sidejump.check_study(self._document, *self._given_base())

    def to_toml(self) -> str:
        """The text of a study file."""
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
            Those of all processors without it.
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
        RunError
            If the run fails. Points that fail are NaN, and are told in the ``warnings``.
        """
        count = thread_count(threads)
        told: list[str] = []

        def compute(place: Path) -> None:
            file = place if out is not None else place / "sweep.h5"
            if isinstance(self._base, Device):
                self._run_program(file, processes, force, csv)
                return
            if out is None:
                place.mkdir()
            warnings, _, _ = _sidejump.run_study(
                self._document, *self._given_base(), os.fspath(file), count, force, csv
            )
            told.extend(warnings)

        with without_options(), without_lines_of("Sweep"):
            result = in_folder("sweep", out, compute)
        result.data["warnings"] = told
        return result

    def _given_base(self) -> tuple[_sidejump.Document | None, str]:
        if self._base is None:
            return None, ""
        return self._base._document, self._base.to_toml()

    def _run_program(self, out: Path, processes: int, force: bool, csv: bool) -> None:
        """Runs the study by the program, from files."""
        assert isinstance(self._base, Device)
        out.parent.mkdir(parents=True, exist_ok=True)
        options = ["--force"] * force + ["--csv"] * csv
        with tempfile.TemporaryDirectory(prefix="sidejump-") as place:
            base = self._base._file_in(Path(place))
            if self._file is not None:
                study = unchanged(self._file, self._document)
            else:
                study = os.path.join(place, "study.toml")
                values = self._document.values()
                values["sweep"]["base"] = base
                Path(study).write_text(_study_text(values), encoding="utf-8")
            run_program(
                ["sweep", study, "--out", os.fspath(out), *options],
                file=study,
                processes=processes,
                called={study: self._document.name, base: self._base._document.name},
            )


def sweep(
    base: Input | Location,
    axes: Mapping[str, Any],
    outputs: Sequence[str],
    *,
    combine: str = "grid",
    out: Location | None = None,
    threads: int | None = None,
    force: bool = False,
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
    return Sweep(base, axes, outputs, combine=combine).run(out=out, threads=threads, force=force)


def _axis(path: str, values: Any) -> dict[str, Any]:
    """The section of an axis."""
    if isinstance(values, Mapping):
        return {"path": path, **values}
    if isinstance(values, Quantity):
        return {"path": path, "values": Quantity(np.atleast_1d(values.value), values.unit)}
    if isinstance(values, np.ndarray):
        return {"path": path, "values": np.atleast_1d(values)}
    if isinstance(values, str) or not isinstance(values, Iterable):
        return {"path": path, "values": [values]}
    return {"path": path, "values": list(values)}


def _study_text(values: Mapping[str, Any]) -> str:
    """The text of a study file; each axis is a section of its own."""
    sweep = dict(values["sweep"])
    axes = sweep.pop("axis")
    return toml_text({**values, "sweep": sweep}) + "".join(
        "\n" + element_text("sweep.axis", axis) for axis in axes
    )


def _device_of(document: _sidejump.Document) -> Device | None:
    """The base of a study if it is a device; mistakes are told when it is read in earnest."""
    named = document.values().get("sweep", {})
    if not isinstance(named, dict) or not isinstance(named.get("base"), str):
        return None
    base = Path(document.name).parent / named["base"]
    if not base.is_file():
        return None
    device = Device.from_file(base)
    tables = device.to_dict()
    is_device = ("geometry" in tables or "region" in tables) and "structure" not in tables
    return device if is_device else None
