"""Two-dimensional electron gases with Rashba or Dresselhaus coupling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sidejump import _sidejump
from sidejump.inputs import Input
from sidejump.kept import in_folder
from sidejump.locations import Location
from sidejump.result import Result
from sidejump.told import without_arrays_of


class ElectronGas(Input):
    """A two-dimensional electron gas in an electric field, as a gas file describes it.

    Parameters
    ----------
    gas : mapping
        Density, mass, couplings.
    impurity : mapping or sequence of mappings
        The kinds of impurities.
    study, spin_modes : mapping, optional
        The sections of these names.

    Notes
    -----
    The keys are those of a `gas file <../reference/rashba.html>`_. A quantity is a text such as
    ``"5 meV nm"`` or a `Quantity`; an array is a list.

    Examples
    --------
    >>> import sidejump as sj
    >>> gas = sj.ElectronGas.from_file("gas.toml")  # doctest: +SKIP
    >>> gas.solve()["spin_current_yz"]  # doctest: +SKIP
    """

    _called: ClassVar[str] = "ElectronGas"
    _check = staticmethod(_sidejump.check_rashba)

    def __init__(
        self,
        gas: Mapping[str, Any],
        impurity: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        *,
        study: Mapping[str, Any] | None = None,
        spin_modes: Mapping[str, Any] | None = None,
    ) -> None:
        self._take(
            {
                "gas": gas,
                "impurity": [impurity] if isinstance(impurity, Mapping) else impurity,
                "study": study,
                "spin_modes": spin_modes,
            }
        )

    def solve(self, *, out: Location | None = None) -> Result:
        """The response to the field, as ``sidejump rashba`` computes it.

        Parameters
        ----------
        out : path, optional
            A folder for ``rashba.json`` and the tables beside it.

        Returns
        -------
        RashbaResult
            Single numbers, and complex amplitudes over the frequencies, with their units.

        Raises
        ------
        InputError
            At the first mistake in the input.
        RunError
            If there is no result.

        Examples
        --------
        >>> import sidejump as sj
        >>> gas = sj.ElectronGas.from_file("gas.toml")  # doctest: +SKIP
        >>> gas.solve(out="results")  # doctest: +SKIP
        """
        with without_arrays_of(self._called), self._own_names():
            return in_folder(
                "rashba", out, lambda to: _sidejump.run_rashba(self._document, str(to))
            )
