"""Devices made of alloys, metals and ferromagnets."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from sidejump import _sidejump
from sidejump.alloy import Alloy
from sidejump.inputs import Input
from sidejump.kept import in_folder
from sidejump.locations import Location, unchanged
from sidejump.program import run_program
from sidejump.result import Result

# Where a device that was in no file is written for a run.
FILE_NAME = "device.toml"


class Device(Input):
    """A device and its study, as a device file describes them.

    It is checked here; `solve` runs the program ``sidejump``, which has the finite elements.

    Parameters
    ----------
    **sections
        The tables of the file: ``geometry``, ``mesh``, ``alloy``, ``region``, ``interface``,
        ``contact``, ``magnetic_field``, ``study``, ``measure``, ``surface``, ``solver``,
        ``output``. In the place of a list of alloys there may be a mapping, by their names,
        such as ``{"Cu": sj.Alloy.from_file("alloy.toml")}``.

    Notes
    -----
    The keys are those of a `device file <../reference/device.html>`_. A quantity is a text such as
    ``"200 nm"`` or a `Quantity`; an array is a list. Other files are looked for from the folder
    that is the current one when the device is made, those of `from_file` from that of the file.

    Examples
    --------
    >>> import sidejump as sj
    >>> device = sj.Device.from_file("first-device.toml")  # doctest: +SKIP
    >>> device.check()  # doctest: +SKIP
    []
    """

    _called: ClassVar[str] = "Device"
    _check = staticmethod(_sidejump.check_device)

    def __init__(self, **sections: Mapping[str, Any] | list[Mapping[str, Any]] | str) -> None:
        named = sections.get("alloy")
        if isinstance(named, Mapping) and all(isinstance(one, Alloy) for one in named.values()):
            sections["alloy"] = [{"name": name, **one._as_table()} for name, one in named.items()]
        self._take(sections)

    def solve(
        self, *, out: Location | None = None, processes: int = 1, force: bool = False
    ) -> Result:
        """Solves the device, as ``sidejump device`` does it.

        Parameters
        ----------
        out : path, optional
            A folder for ``device.json``, the tables and the fields.
        processes : int
            More than one are started by ``mpirun``.
        force : bool
            Begins anew where an interrupted run has left points in the folder.

        Returns
        -------
        DeviceResult
            Voltages, currents and measures with their units; line cuts are its ``tables``.

        Raises
        ------
        InputError
            At the first mistake in the input.
        RunError
            If there is no program that solves devices, or something does not converge.

        Examples
        --------
        >>> import sidejump as sj
        >>> device = sj.Device.from_file("first-device.toml")  # doctest: +SKIP
        >>> device.solve(processes=2).plot()  # doctest: +SKIP
        """
        self.check()
        options = ["--force"] if force else []

        def run(folder: Path) -> None:
            with tempfile.TemporaryDirectory(prefix="sidejump-") as place:
                file = self._file_in(place)
                run_program(
                    ["device", file, "--out", os.fspath(folder), *options],
                    file=file,
                    processes=processes,
                    called={file: self._name},
                )

        with self._own_names():
            return in_folder("device", out, run)

    def _file_in(self, folder: str) -> str:
        """A file of this device: its own, or `FILE_NAME`, which is written into the folder."""
        if self._is_its_file:
            return unchanged(self._document)
        written = os.path.join(folder, FILE_NAME)
        Path(written).write_text(self.to_toml(), encoding="utf-8")
        return written
