"""Results over axes as datasets: dimensions, coordinates and variables with their units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from sidejump.result_kinds import SweepResult


def dimensions_of_axis(result: SweepResult, name: str) -> list[str]:
    """Along which dimensions the values of an axis run."""
    told: dict[str, list[str]] = result.data.get("coordinates", {})
    if name in told:
        return told[name]
    if name in result.dimensions:
        return [name]
    return ["sample" if "sample" in result.dimensions else "point"]


def dataset(result: SweepResult) -> dict[str, Any]:
    """The result as `xarray.Dataset.from_dict` takes it.

    Parameters
    ----------
    result : SweepResult
        Of a sweep, or over arrays.

    Returns
    -------
    dict
        ``dims``, ``coords``, ``data_vars`` and ``attrs``; each variable has ``dims``, ``data`` and
        ``attrs`` with its ``units``.
    """

    def variable(name: str, dimensions: list[str]) -> dict[str, Any]:
        found = result[name]
        attributes = {"units": found.unit}
        if found.meaning:
            attributes["long_name"] = found.meaning
        return {"dims": dimensions, "data": np.asarray(found.value), "attrs": attributes}

    shape = result[result.outputs[0]].shape
    return {
        "dims": dict(zip(result.dimensions, shape)),
        "coords": {name: variable(name, dimensions_of_axis(result, name)) for name in result.axes},
        "data_vars": {name: variable(name, result.dimensions) for name in result.outputs},
        "attrs": {"program": f"sidejump {result.program.get('version', '')}"},
    }


def to_xarray(result: SweepResult) -> Any:
    """The result as an `xarray.Dataset`.

    Raises
    ------
    ImportError
        If xarray is not installed.
    """
    try:
        import xarray
    except ImportError:
        raise ImportError(
            "to_xarray() needs the package xarray, which is not installed (Debian: "
            "python3-xarray); to_dict() has the same numbers"
        ) from None
    return xarray.Dataset.from_dict(dataset(result))
