"""From spin-orbit impurities in a metal to its charge and spin transport.

The names below are loaded when they are first used, so that figures and reports of results do
without the compiled module.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

# The module in which each public name lives.
_HOMES: dict[str, str] = {
    "Alloy": "alloy",
    "Device": "device",
    "ElectronGas": "electron_gas",
    "fit": "fits",
    "from_data": "results",
    "InputError": "errors",
    "load": "results",
    "load_all": "results",
    "PointsResult": "points",
    "Quantity": "quantities",
    "Result": "result",
    "ResultFileError": "tables",
    "RunError": "errors",
    "Superconductor": "superconductor",
    "Sweep": "sweeps",
    "sweep": "sweeps",
    "Table": "tables",
    "write_report": "report.page",
}

__all__ = sorted(_HOMES)

if TYPE_CHECKING:
    __version__: str
    from sidejump.alloy import Alloy as Alloy
    from sidejump.device import Device as Device
    from sidejump.electron_gas import ElectronGas as ElectronGas
    from sidejump.errors import InputError as InputError, RunError as RunError
    from sidejump.fits import fit as fit
    from sidejump.points import PointsResult as PointsResult
    from sidejump.quantities import Quantity as Quantity
    from sidejump.report.page import write_report as write_report
    from sidejump.result import Result as Result
    from sidejump.results import from_data as from_data, load as load, load_all as load_all
    from sidejump.superconductor import Superconductor as Superconductor
    from sidejump.sweeps import Sweep as Sweep, sweep as sweep
    from sidejump.tables import ResultFileError as ResultFileError, Table as Table


def __getattr__(name: str) -> object:
    if name == "__version__":
        try:
            return _import_module(f"{__name__}._sidejump").version
        except ImportError:
            raise AttributeError("the version is that of the compiled module") from None
    if name in _HOMES:
        return getattr(_import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    special = {name for name in globals() if name.startswith("__")}
    return sorted({*special, *__all__, "__version__"})
