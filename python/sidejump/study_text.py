"""The text of a study file, from values of Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from sidejump.quantities import Quantity
from sidejump.toml_text import element_text, toml_text

# Kinds of arrays of numpy: of texts, truth values, and anything.
_OF_OTHER_THAN_NUMBERS = "UbO"


def axis_section(path: str, values: Any) -> dict[str, Any]:
    """The section of an axis."""
    if isinstance(values, Mapping):
        return {"path": path, **values}
    if isinstance(values, Quantity):
        return {"path": path, "values": Quantity(np.atleast_1d(values.value), values.unit)}
    if isinstance(values, np.ndarray) and values.dtype.kind in _OF_OTHER_THAN_NUMBERS:
        return {"path": path, "values": np.atleast_1d(values).tolist()}
    if isinstance(values, np.ndarray):
        return {"path": path, "values": np.atleast_1d(values)}
    if isinstance(values, str) or not isinstance(values, Iterable):
        return {"path": path, "values": [values]}
    return {"path": path, "values": list(values)}


def study_text(values: Mapping[str, Any]) -> str:
    """The text of a study file; each axis is a section of its own."""
    sweep = dict(values["sweep"])
    axes = sweep.pop("axis")
    return toml_text({**values, "sweep": sweep}) + "".join(
        "\n" + element_text("sweep.axis", axis) for axis in axes
    )
