"""The results of each command: which numbers they have, and which tables lie beside them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from sidejump.datasets import dimensions_of_axis
from sidejump.device_result import DeviceResult
from sidejump.fit_result import FitResult
from sidejump.quantities import Quantity
from sidejump.result import Result, ratio
from sidejump.result_numbers import array, number, quantity, together
from sidejump.tables import LazyTables, ResultFileError, Table, table_of, tables_in, text_of

# What the numbers of an alloy mean, which stand in the file without words.
_OF_ALLOYS = {
    "fermi_wavenumber": "Fermi wavenumber of the host",
    "carrier_density": "conduction electrons per volume",
}


class CoefficientsResult(Result):
    """`result.json` of `sidejump coefficients`."""

    kind = "coefficients"

    def _quantities(self) -> dict[str, Quantity]:
        found = {name: quantity(entry) for name, entry in self.data["results"].items()}
        # Infinite where helicity is conserved, with its sign.
        swapping = found.get("swapping")
        if swapping is not None and math.isinf(float(swapping)):
            found["swapping"] = Quantity(-math.inf, swapping.unit, swapping.meaning)
        for name, entry in self.data["alloy"].items():
            if isinstance(entry, Mapping) and "value" in entry:
                found[name] = quantity(entry, _OF_ALLOYS.get(name, ""))
        return found


class ThermalResult(Result):
    """`thermal.json` of `sidejump thermal`: arrays over temperature."""

    kind = "thermal"

    def _quantities(self) -> dict[str, Quantity]:
        points = self.data["results"]
        found = {"temperature": together([point["temperature"] for point in points])}
        for name in points[0]["results"] if points else ():
            found[name] = together([point["results"][name] for point in points])
        found["integration_error"] = together([point["integration_error"] for point in points])
        return found


class ResponseResult(Result):
    """`response.json` of `sidejump response`.

    Besides the single numbers it has the columns of the lists: `hanle.field`, `dynamics.frequency`,
    `spin_evolution.time`, `susceptibility.longitudinal`, `injection.depths` and the like.
    """

    kind = "response"

    def _quantities(self) -> dict[str, Quantity]:
        found = {name: quantity(entry) for name, entry in self.data["results"].items()}
        for name, entry in self.data["scales"].items():
            found.setdefault(name, quantity(entry))
        for name in ("modes", "spin_evolution", "susceptibility", "dynamics", "hanle"):
            points = self.data.get(name) or []
            for key in points[0] if points else ():
                entry = points[0][key]
                if isinstance(entry, (int, float)) or "unit" in entry or "real" in entry:
                    found[f"{name}.{key}"] = together([point[key] for point in points])
        for key in ("charge", "longitudinal", "transverse"):
            points = self.data.get("susceptibility") or []
            if points:
                found[f"susceptibility.diffusion_theory.{key}"] = together(
                    [point["diffusion_theory"][key] for point in points]
                )
        injection = self.data.get("injection")
        if injection:
            found["injection.depths"] = quantity(injection["depths"])
            for key in ("longitudinal", "transverse"):
                found[f"injection.{key}"] = Quantity(array(injection[key]["profile"]))
        return found


class ImpurityResult(Result):
    """`impurity.json` of `sidejump impurity`; names begin with that of the species."""

    kind = "impurity"

    def _quantities(self) -> dict[str, Quantity]:
        found = {}
        for species in self.data["impurities"]:
            prefix = species["name"] + "."
            for name, entry in species["findings"].items():
                found[prefix + name] = quantity(entry)
            states = species["states"]
            found[prefix + "temperature"] = together([state["temperature"] for state in states])
            for name in states[0]["findings"] if states else ():
                found[prefix + name] = together([state["findings"].get(name) for state in states])
            for place, channel in enumerate(states[0]["channels"] if states else ()):
                name = f"{prefix}phase_shift_l{channel['l']}_j{channel['j']}"
                found[name] = together(
                    [state["channels"][place]["phase_shift"] for state in states]
                )
        return found

    def _table_readers(self) -> dict[str, Callable[[], Table]]:
        return tables_in(self.folder, self.data.get("files", []))


class RashbaResult(Result):
    """`rashba.json` of `sidejump rashba`: single numbers, and complex amplitudes by frequency."""

    kind = "rashba"

    def _quantities(self) -> dict[str, Quantity]:
        found = {name: quantity(entry) for name, entry in self.data["findings"].items()}
        found.update({name: quantity(entry) for name, entry in self.data["response"].items()})
        modes = self.data.get("spin_modes")
        if modes:
            points = modes["points"]
            found["spin_modes.wavenumber"] = Quantity(
                array([point["wavenumber"] for point in points]), modes["units"]["wavenumber"]
            )
            rates = [
                [complex(number(m["rate"][0]), number(m["rate"][1])) for m in point["modes"]]
                for point in points
            ]
            found["spin_modes.rate"] = Quantity(
                np.array(rates), modes["units"]["rate"], modes["meaning"]
            )
        return found

    def _table_readers(self) -> dict[str, Callable[[], Table]]:
        return tables_in(self.folder, ("response.csv", "spin_modes.csv"))


class SuperconductorResult(Result):
    """`superconductor.json` of `sidejump superconductor`.

    Single numbers, and arrays over the points of the study; its fields are the table `fields`.
    """

    kind = "superconductor"

    def _quantities(self) -> dict[str, Quantity]:
        found = {entry["name"]: quantity(entry) for entry in self.data["findings"]}
        for name, entry in self.data["points"].items():
            found[name] = quantity(entry)
            if "grid_changes" in entry:
                found[name + ".grid_change"] = Quantity(
                    array(entry["grid_changes"]),
                    entry["unit"],
                    f"change of {name} on a grid twice as fine",
                )
        return found

    def _table_readers(self) -> dict[str, Callable[[], Table]]:
        return tables_in(self.folder, ("fields.h5", "points.csv", "spectrum.csv"))


class SweepResult(Result):
    """The HDF5 file of `sidejump sweep`: axes, and outputs over all of them."""

    kind = "sweep"

    @classmethod
    def read(cls, path: Path) -> SweepResult:
        """The sweep in a file, with all its numbers: a later run may write another one there."""
        import h5py

        try:
            with h5py.File(path) as file:
                attributes = {name: file.attrs[name] for name in file.attrs}
                if text_of(attributes.get("program")) != "sidejump" or "axes" not in attributes:
                    raise ResultFileError(
                        f"{path}: expected the result of a sweep, found an HDF5 file with "
                        f"{', '.join(list(file)[:6]) or 'nothing'}"
                    )
                outputs = [text_of(name) for name in attributes["outputs"]]
                data: dict[str, Any] = {
                    "program": {"name": "sidejump", "version": text_of(attributes["version"])},
                    "input": json.loads(text_of(attributes["input"])),
                    "study": text_of(attributes["study"]),
                    "base": text_of(attributes["base"]),
                    "axes": [text_of(name) for name in attributes["axes"]],
                    "outputs": outputs,
                    "dimensions": [dim.label for dim in file[outputs[0]].dims],
                    "paths": {
                        text_of(name): text_of(file[name].attrs.get("path", name))
                        for name in attributes["axes"]
                    },
                    "points": int(attributes["points"]),
                    "failed": int(attributes["failed"]),
                    "warnings": [text_of(warning) for warning in attributes.get("warnings", [])],
                }
                table = table_of(file)
        except OSError as error:
            raise ResultFileError(f"{path}: damaged: {error}") from None
        return cls(data, path, LazyTables({}, {"sweep": table}))

    @property
    def axes(self) -> list[str]:
        """Names of the axes, in the order of the dimensions."""
        return list(self.data["axes"])

    @property
    def outputs(self) -> list[str]:
        return list(self.data["outputs"])

    @property
    def dimensions(self) -> list[str]:
        """Names of the dimensions of the outputs: axes, or `sample` or `point` of several."""
        return list(self.data["dimensions"])

    def to_dict(self) -> dict[str, Any]:
        """Dimensions, coordinates and outputs with their units: `sidejump.datasets.dataset`."""
        from sidejump.datasets import dataset

        return dataset(self)

    def to_xarray(self) -> Any:
        """The same as an `xarray.Dataset`; an ImportError says that xarray is not installed."""
        from sidejump.datasets import to_xarray

        return to_xarray(self)

    @property
    def warnings(self) -> list[str]:
        failed = self.data["failed"]
        told = super().warnings
        return told + ([f"{failed} of {self.data['points']} points failed"] if failed else [])

    def _quantities(self) -> dict[str, Quantity]:
        table = self.tables["sweep"]
        return {name: table[name] for name in [*self.axes, *self.outputs]}

    def _ratio(self, above: str, below: str, name: str) -> Quantity:
        """The ratio along all dimensions that one of the two runs along, in their order."""
        runs = {part: self._dimensions_of(part) for part in (above, below)}
        common = self._dimensions_of(name)

        def laid(part: str) -> Quantity:
            whole = self[part]
            values = np.asarray(whole.value)
            lengths = dict(zip(runs[part], values.shape))
            shape = [lengths.get(dimension, 1) for dimension in common]
            return Quantity(values.reshape(shape), whole.unit)

        return ratio(laid(above), laid(below), name)

    def _dimensions_of(self, name: str) -> list[str]:
        """Along which dimensions an axis, an output or a ratio runs."""
        if name in self.data["outputs"]:
            return self.dimensions
        if name in self.data["axes"]:
            return dimensions_of_axis(self, name)
        above, _, below = name.rpartition("/")
        either = {*self._dimensions_of(above), *self._dimensions_of(below)} if above else ()
        return [dimension for dimension in self.dimensions if dimension in either]


# By the names of the commands.
KINDS: dict[str, type[Result]] = {
    kind.kind: kind
    for kind in (
        CoefficientsResult,
        ThermalResult,
        ResponseResult,
        ImpurityResult,
        DeviceResult,
        SuperconductorResult,
        RashbaResult,
        SweepResult,
        FitResult,
    )
}
