"""The result of a device."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sidejump.quantities import Quantity
from sidejump.result import Result
from sidejump.result_numbers import together
from sidejump.tables import FileState, Table, tables_in

# What a study of a device may vary.
PARAMETERS = ("magnetic_field", "angle", "frequency", "time")


class DeviceResult(Result):
    """`device.json` of `sidejump device`: arrays over the points of the study.

    Measures go by their names, the rest as in sweeps: `contact.NAME.potential`,
    `contact.NAME.current`, `contact.NAME.spin_current_x`, `surface.NAME.current`, `heat.REGION`.
    A study of one point has arrays of one number. Amplitudes of `kind = "ac"` are complex.
    The tables are `study` and `cuts`.
    """

    kind = "device"

    def __init__(
        self,
        data: dict[str, Any],
        path: Path | None = None,
        tables: Mapping[str, Table] | None = None,
    ) -> None:
        super().__init__(data, path, tables)
        told = [point["fields"] for point in data.get("results", []) if point.get("fields")]
        self._told_fields = len(told)
        folder = self.folder
        self._fields = [FileState.of(folder / name) for name in told] if folder is not None else []

    @property
    def parameter(self) -> str | None:
        """What the study varies: `magnetic_field`, `angle`, `frequency`, `time`; None if steady."""
        points = self.data["results"]
        return next((name for name in PARAMETERS if points and name in points[0]), None)

    @property
    def field_files(self) -> list[Path]:
        """The files for ParaView, one for each point of the study.

        Without those that are not there, or were written anew since the result was loaded.
        """
        return [file.path for file in self._fields if self.path is not None and file.lasts]

    @property
    def has_lost_fields(self) -> bool:
        """Whether there were more files for ParaView than there are."""
        return len(self.field_files) < self._told_fields

    def _quantities(self) -> dict[str, Quantity]:
        points = self.data["results"]
        found: dict[str, Quantity] = {}
        if not points:
            return found
        if self.parameter is not None:
            found[self.parameter] = together([point[self.parameter] for point in points])
        for name in points[0]["measures"]:
            found[name] = together([point["measures"][name] for point in points])
        for group, prefix in (("contacts", "contact."), ("surfaces", "surface.")):
            for name, first in points[0].get(group, {}).items():
                entries = [point[group][name] for point in points]
                for key in ("potential", "current"):
                    if key in first:
                        found[f"{prefix}{name}.{key}"] = together([e[key] for e in entries])
                for axis in "xyz":
                    found[f"{prefix}{name}.spin_current_{axis}"] = together(
                        [
                            {
                                "value": entry["spin_current"]["value"][axis],
                                "unit": entry["spin_current"]["unit"],
                            }
                            for entry in entries
                        ]
                    )
        for region in points[0].get("heat", {}).get("value", {}):
            found[f"heat.{region}"] = together(
                [{"value": p["heat"]["value"][region], "unit": p["heat"]["unit"]} for p in points]
            )
        for name in ("interface_heat", "contact_heat", "charge_balance"):
            if name in points[0]:
                found[name] = together([point[name] for point in points])
        return found

    def _table_readers(self) -> dict[str, Callable[[], Table]]:
        return tables_in(self.folder, ("study.csv", "cuts.h5"))
