"""Alloys: a host metal, its impurities, and how their kinetics is solved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from sidejump import _sidejump
from sidejump.arguments import names_in_group, without_arrays
from sidejump.inputs import Input
from sidejump.kept import in_folder
from sidejump.locations import Location
from sidejump.points import PointsResult, run_points
from sidejump.result import Result
from sidejump.results import from_data
from sidejump.tables import phase_shift_columns


class Alloy(Input):
    """An alloy, as an alloy file describes it.

    Parameters
    ----------
    host : mapping
        The metal: ``fermi_wavenumber``, ``effective_mass`` ...
    impurity : mapping or sequence of mappings
        The species of impurities, each with an amount and with ``channels`` or a ``model``.
    kinetics, thermal, response, spectrum : mapping, optional
        The sections of these names.

    Notes
    -----
    The keys are those of an `alloy file <../reference/input.html>`_. A quantity is a text such as
    ``"1.36 1/angstrom"``, or a `Quantity`; an angle may be a number of radians.

    A numpy array, or a `Quantity` of one, may stand in the place of any number. The results then
    are arrays: those of all points of the arrays, broadcast against each other as numpy does it.
    Lists stay lists, as in a file; so do arrays in ``response`` and ``spectrum``.

    Examples
    --------
    >>> import numpy as np
    >>> import sidejump as sj
    >>> alloy = sj.Alloy(
    ...     host={"fermi_wavenumber": "1.36 1/angstrom"},
    ...     impurity={
    ...         "name": "Ce",
    ...         "concentration": np.array([0.001, 0.01]),
    ...         "channels": [
    ...             {"l": 0, "j": 0.5, "phase_shift": 0.1},
    ...             {"l": 1, "j": 0.5, "phase_shift": "90 degree"},
    ...         ],
    ...     },
    ... )
    >>> alloy.coefficients()["spin_hall_conductivity"].shape
    (2,)
    """

    _called: ClassVar[str] = "Alloy"
    _check = staticmethod(_sidejump.check_alloy)

    def __init__(
        self,
        host: Mapping[str, Any],
        impurity: Mapping[str, Any] | Sequence[Mapping[str, Any]],
        *,
        kinetics: Mapping[str, Any] | None = None,
        thermal: Mapping[str, Any] | None = None,
        response: Mapping[str, Any] | None = None,
        spectrum: Mapping[str, Any] | None = None,
    ) -> None:
        self._take(
            {
                "host": host,
                "impurity": [impurity] if isinstance(impurity, Mapping) else impurity,
                "kinetics": kinetics,
                "thermal": thermal,
                "response": response,
                "spectrum": spectrum,
            }
        )

    @classmethod
    def _broadcasts(cls, path: str) -> bool:
        return not path.startswith(("response.", "spectrum."))

    def coefficients(
        self,
        *,
        outputs: Sequence[str] | None = None,
        threads: int | None = None,
        errors: str = "raise",
        out: Location | None = None,
    ) -> Result:
        """Transport coefficients, as ``sidejump coefficients`` computes them.

        Parameters
        ----------
        outputs : sequence of str, optional
            Over arrays: the results wanted, all without it.
        threads : int, optional
            Over arrays: how many threads; those of all processors without it.
        errors : {"raise", "nan"}
            Over arrays: what becomes of a point without results: an exception that names the first
            such point, or NaN. If no point at all has an input that can be read, it is an exception
            in either case.
        out : path, optional
            A folder for ``result.json``; not over arrays.

        Returns
        -------
        CoefficientsResult or PointsResult
            Numbers by name, in SI units: ``result["spin_hall_conductivity"]`` in S/m,
            ``result["spin_relaxation_rate"]`` in 1/s, and so on. Over arrays each has their
            broadcast shape.

        Raises
        ------
        InputError
            At the first mistake in the input.
        RunError
            If an alloy has no coefficients: the side jump is no longer a correction.

        Examples
        --------
        >>> import sidejump as sj
        >>> result = sj.Alloy.from_file("alloy.toml").coefficients()  # doctest: +SKIP
        >>> print(result["mean_free_path"].to("nm"))  # doctest: +SKIP
        """
        if self._arrays:
            names = names_in_group(outputs, "coefficients", out)
            return self._points(names, threads, errors, "coefficients")
        without_arrays(outputs, threads, errors)
        return self._found("coefficients", _sidejump.run_coefficients, out)

    def thermal(
        self,
        temperature: Any = None,
        *,
        outputs: Sequence[str] | None = None,
        threads: int | None = None,
        errors: str = "raise",
        out: Location | None = None,
    ) -> Result:
        """Coefficients at temperature, as ``sidejump thermal`` computes them.

        Parameters
        ----------
        temperature : str, Quantity, or a list of such, optional
            In place of that of the section ``thermal``. An array, such as
            ``sj.Quantity(np.linspace(1, 10, 50), "K")``, is broadcast against other arrays.
        outputs, threads, errors, out
            As of `coefficients`; the file is ``thermal.json``.

        Returns
        -------
        ThermalResult or PointsResult
            Numbers by name, in SI units: ``result["seebeck"]`` in V/K. Without arrays each is an
            array over the temperatures.

        Raises
        ------
        InputError
            At the first mistake, and if there is no temperature.
        RunError
            If a temperature is above 1/40 of the Fermi temperature.

        Examples
        --------
        >>> import numpy as np
        >>> import sidejump as sj
        >>> alloy = sj.Alloy.from_file("alloy.toml")  # doctest: +SKIP
        >>> alloy.thermal(sj.Quantity(np.linspace(1, 300, 20), "K"))["seebeck"]  # doctest: +SKIP
        """
        if temperature is not None:
            changed = self.with_values({"thermal.temperature": temperature})
            return changed.thermal(outputs=outputs, threads=threads, errors=errors, out=out)
        if self._arrays:
            names = names_in_group(outputs, "thermal", out)
            return self._points(names, threads, errors, "thermal")
        without_arrays(outputs, threads, errors)
        return self._found("thermal", _sidejump.run_thermal, out)

    def evaluate(
        self,
        outputs: Sequence[str],
        *,
        threads: int | None = None,
        errors: str = "raise",
    ) -> PointsResult:
        """Single numbers of any command, over the arrays of the input if it has some.

        Parameters
        ----------
        outputs : sequence of str
            Names of results as a study has them (``sidejump reference outputs`` lists them), such
            as ``"spin_hall_angle"``, ``"thermal.seebeck"``, ``"spin_decay_length_longitudinal"``.
        threads, errors
            As of `coefficients`.

        Returns
        -------
        PointsResult
            As of `coefficients`; without arrays single numbers.

        Raises
        ------
        InputError
            At the first mistake in the input, and for a name that is unknown.
        RunError
            If a point has no results.

        Examples
        --------
        >>> import numpy as np
        >>> import sidejump as sj
        >>> alloy = sj.Alloy.from_file("alloy.toml").with_values(  # doctest: +SKIP
        ...     {"impurity[0].concentration": np.logspace(-3, -1, 5)}
        ... )
        >>> alloy.evaluate(["spin_hall_angle", "resistivity"])  # doctest: +SKIP
        """
        return self._points(outputs, threads, errors)

    def response(self, *, out: Location | None = None) -> Result:
        """Response in space and time, as ``sidejump response`` computes it.

        Parameters
        ----------
        out : path, optional
            A folder for ``response.json``.

        Returns
        -------
        ResponseResult
            Decay lengths in m, rates of modes, susceptibilities, the Hanle curve.

        Raises
        ------
        InputError
            At the first mistake in the input.
        ValueError
            If arrays stand for numbers: `evaluate` takes those.

        Examples
        --------
        >>> import sidejump as sj
        >>> alloy = sj.Alloy.from_file("alloy.toml")  # doctest: +SKIP
        >>> print(alloy.response()["spin_decay_length_longitudinal"])  # doctest: +SKIP
        """
        self._refuse_arrays("response()", "evaluate() takes arrays")
        return self._found("response", _sidejump.run_response, out)

    def impurity(self, *, out: Location | None = None) -> Result:
        """What the models of the impurities find, as ``sidejump impurity`` computes it.

        Parameters
        ----------
        out : path, optional
            A folder for ``impurity.json`` and the tables of phase shifts.

        Returns
        -------
        ImpurityResult
            Levels, Kondo temperatures and sum rules; its ``tables`` have the phase shifts of each
            channel in rad over the energy in eV.

        Raises
        ------
        InputError
            At the first mistake in the input.
        ValueError
            If arrays stand for numbers.

        Examples
        --------
        >>> import sidejump as sj
        >>> found = sj.Alloy.from_file("alloy.toml").impurity()  # doctest: +SKIP
        >>> curve = found.tables["Ce-l1-j0.5.tsv"]  # doctest: +SKIP
        >>> curve["energy"], curve["phase_shift"]  # doctest: +SKIP
        """
        self._refuse_arrays("impurity()", "evaluate() takes arrays")
        with self._own_names():
            if out is not None:
                return in_folder(
                    "impurity", out, lambda to: _sidejump.run_impurity(self._document, str(to))
                )
            data, texts = _sidejump.run_impurity(self._document, "")
        tables = {name: phase_shift_columns(text.splitlines()) for name, text in texts.items()}
        return from_data("impurity", data, tables)

    def _found(
        self, kind: str, run: Callable[..., dict[str, Any]], out: Location | None
    ) -> Result:
        with self._own_names():
            if out is not None:
                return in_folder(kind, out, lambda to: run(self._document, str(to)))
            return from_data(kind, run(self._document, ""))

    def _points(
        self, outputs: Sequence[str], threads: int | None, errors: str, group: str = ""
    ) -> PointsResult:
        with self._own_names():
            return run_points(
                self._document, self._arrays, outputs, threads=threads, errors=errors, group=group
            )
