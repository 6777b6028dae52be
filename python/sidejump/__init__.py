"""From spin-orbit impurities in a metal to its charge and spin transport.

The names below are loaded when they are first used, so that figures and reports of results do
without the compiled module.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

# The module in which each public name lives.
_HOMES: dict[str, str] = {}

__all__ = sorted(_HOMES)

if TYPE_CHECKING:
    pass


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(_import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
