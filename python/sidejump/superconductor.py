"""Superconducting structures with spin-orbit impurities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from sidejump import _sidejump
from sidejump.inputs import Input
from sidejump.kept import in_folder
from sidejump.locations import Location
from sidejump.result import Result
from sidejump.told import without_arrays_of


class Superconductor(Input):
    """A superconducting structure and its study, as a superconductor file describes them.

    Parameters
    ----------
    **sections
        The tables of the file: ``units``, ``structure``, ``metal``, ``layer``, ``region``,
        ``interface``, ``left``, ``right``, ``bottom``, ``top``, ``study``, ``solver``, ``output``.
        A metal may have an `Alloy` as its ``alloy``.

    Notes
    -----
    The keys are those of a `superconductor file <../reference/superconductor.html>`_. A quantity is
    a text such as ``"9.2 K"`` or a `Quantity`; an array is a list.

    Examples
    --------
    >>> import sidejump as sj
    >>> film = sj.Superconductor(
    ...     units="reduced",
    ...     structure={"kind": "bulk", "metal": "film"},
    ...     metal=[{"name": "film", "critical_temperature": 1.0}],
    ...     study={"kind": "critical-temperature"},
    ... )
    >>> float(film.solve()["critical_temperature"])  # doctest: +SKIP
    1.0
    """

    _called: ClassVar[str] = "Superconductor"
    _check = staticmethod(_sidejump.check_superconductor)

    def __init__(self, **sections: Mapping[str, Any] | list[Mapping[str, Any]] | str) -> None:
        self._take(sections)

    def solve(self, *, out: Location | None = None) -> Result:
        """Solves the study, as ``sidejump superconductor`` does it, on one process.

        Parameters
        ----------
        out : path, optional
            A folder for ``superconductor.json`` and the tables beside it.

        Returns
        -------
        SuperconductorResult
            Single numbers, and arrays over the points of the study, with their units; fields and
            densities of states are its ``tables``.

        Raises
        ------
        InputError
            At the first mistake in the input.
        RunError
            If something does not converge.

        Examples
        --------
        >>> import sidejump as sj
        >>> film = sj.Superconductor.from_file("film.toml")  # doctest: +SKIP
        >>> film.solve()["critical_temperature"]  # doctest: +SKIP
        """
        with without_arrays_of(self._called), self._own_names():
            return in_folder(
                "superconductor",
                out,
                lambda to: _sidejump.run_superconductor(self._document, str(to)),
            )
