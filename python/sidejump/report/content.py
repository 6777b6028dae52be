"""The tables of each kind of result, its checks and its approximations."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sidejump.report.cells import Cell, cell, is_number
from sidejump.report.listing import without_folders
from sidejump.report.fits import fit_tables
from sidejump.report.grids import Table, title_text
from sidejump.report.sweeps import sweep_tables
from sidejump.report.tables import mapping_tables, record_tables
from sidejump.result_kinds import SweepResult

if TYPE_CHECKING:
    from sidejump.result import Result

# Entries that have a place of their own on the page, or are tables beside the file.
ELSEWHERE = frozenset(
    "program kind input warnings checks certificate approximations conventions convention "
    "files mesh_axes".split()
)

WHAT = {
    "coefficients": "Transport coefficients of an alloy",
    "thermal": "Transport coefficients of an alloy at temperature",
    "response": "Response of an alloy in space and time",
    "impurity": "Models of impurities",
    "device": "Voltages and currents of a device",
    "superconductor": "A superconducting structure",
    "rashba": "A two-dimensional electron gas in an electric field",
    "sweep": "A study of many points",
    "fit": "A fit to measured data",
}


@dataclass(frozen=True)
class Verdict:
    """A check or an approximation.

    Attributes
    ----------
    standing : str
        ``"passed"``, ``"failed"``, ``"holds"``, ``"fails"``, ``"assumed"`` or ``"no meaning"``.
    value, limit : Cell
        What was found and what is allowed, of a check.
    """

    name: str
    standing: str
    statement: str
    value: Cell = Cell("")
    limit: Cell = Cell("")

    @property
    def mark(self) -> str:
        """A sign beside the word, so that neither is told by colour alone."""
        return {"passed": "✓", "holds": "✓", "failed": "✗", "fails": "✗"}.get(self.standing, "–")

    @property
    def bad(self) -> bool:
        return self.standing in ("failed", "fails")

    @property
    def good(self) -> bool:
        return self.standing in ("passed", "holds")


def checks(result: Result) -> list[Verdict]:
    """The laws that a result was tested on, the sum rules of impurities among them."""
    words = {True: "passed", False: "failed", None: "no meaning"}
    found = [
        Verdict(name, words[check["passed"]], check["meaning"], cell(check["value"]),
                cell(check["limit"]))
        for name, check in result.checks.items()
    ]
    for species in result.data.get("impurities", []):
        states = [({}, species), *((state, state) for state in species.get("states", []))]
        for where, state in states:
            for rule in state.get("sum_rules", []):
                at = where.get("temperature", {}).get("value")
                place = "" if at is None else f" at {at:g} K"
                found.append(
                    Verdict(f"{species['name']}: {rule['name']}{place}", words[rule["passed"]],
                            f"{rule['statement']}: found {_text(rule['found'])}, expected "
                            f"{_text(rule['expected'])}",
                            cell(_distance(rule)), cell(rule["tolerance"]))
                )
    return found


def _text(value: Any) -> str:
    return f"{value:.10g}" if is_number(value) else "nothing"


def _distance(rule: dict[str, Any]) -> float | None:
    if not is_number(rule["found"]) or not is_number(rule["expected"]):
        return None
    return abs(float(rule["found"]) - float(rule["expected"]))


def approximations(result: Result) -> list[Verdict]:
    """What the result rests on."""
    return [
        Verdict(entry["name"], entry["standing"], entry["statement"])
        for entry in result.data.get("approximations", [])
    ]


def warnings(result: Result) -> list[str]:
    """The warnings, with files named without their folders."""
    return [without_folders(text) for text in result.warnings]


def given_input(result: Result) -> dict[str, Any] | None:
    """The input as it was given, without defaults; None if the file has it with defaults only."""
    try:
        return tomllib.loads(result.data["base"])
    except (KeyError, TypeError, tomllib.TOMLDecodeError):
        return None


def findings(result: Result) -> list[str]:
    """What a result says in sentences."""
    found = result.data.get("findings", [])
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def conventions(result: Result) -> str:
    """The conventions that the numbers follow; empty if the file states none."""
    text = str(result.data.get("conventions", result.data.get("convention", "")))
    axes = result.data.get("mesh_axes")
    return f"{text}; the mesh has the axes {axes}" if axes else text


def _coefficients(data: dict[str, Any]) -> dict[str, Any]:
    results = dict(data["results"])
    if results.get("swapping", {}).get("infinite"):
        results["swapping"] = {**results["swapping"], "value": -math.inf}
    return {"coefficients": results, "alloy": data["alloy"]}


def _thermal(data: dict[str, Any]) -> dict[str, Any]:
    points = [
        {"temperature": point["temperature"], **point["results"],
         "integration_error": {"value": point["integration_error"], "unit": "1",
                               "meaning": "largest estimated relative error of an integral"}}
        for point in data["results"]
    ]
    return {"coefficients_at_temperature": points}


def _response(data: dict[str, Any]) -> dict[str, Any]:
    return {"numbers": data["results"],
            **{key: value for key, value in data.items() if key != "results"}}


def _device(data: dict[str, Any]) -> dict[str, Any]:
    name = "points" if len(data["results"]) > 1 else "solution"
    return {name: data["results"],
            **{key: value for key, value in data.items() if key != "results"}}


def _superconductor(data: dict[str, Any]) -> dict[str, Any]:
    changes = {
        name: {"values": entry["grid_changes"], "unit": entry["unit"]}
        for name, entry in data["points"].items()
        if any(entry.get("grid_changes", []))
    }
    if not changes:
        return data
    # What runs along the points names the rows.
    first = next(iter(data["points"]))
    changes = {first: data["points"][first], **changes}
    return {**data, "changes_on_a_grid_twice_as_fine": changes}


def _rashba(data: dict[str, Any]) -> dict[str, Any]:
    modes = data.get("spin_modes")
    if not modes:
        return data
    units = modes["units"]
    rows = []
    for point in modes["points"]:
        for mode in point["modes"]:
            content = mode["content"]
            parts = zip(("number", "S_x", "S_y", "S_z"), content["real"], content["imaginary"])
            rate = dict(zip(("real", "imaginary"), mode["rate"]))
            rows.append({
                "wavenumber": {"value": point["wavenumber"], "unit": units["wavenumber"]},
                "rate": {"value": rate, "unit": units["rate"], "meaning": modes["meaning"]},
                **{name: {"real": real, "imaginary": imaginary} for name, real, imaginary in parts},
            })
    return {**data, "spin_modes": rows}


def _impurity(data: dict[str, Any]) -> dict[str, Any]:
    # Sum rules stand with the checks.
    def plain(entry: dict[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in entry.items() if key not in ("sum_rules", "findings")}
        # Lists behind the numbers.
        numbers = {key: value for key, value in kept.items() if not isinstance(value, list)}
        return {**numbers, **entry["findings"], **kept}

    return {"impurities": [{**plain(entry), "states": [plain(state) for state in entry["states"]]}
                           for entry in data["impurities"]]}


_PREPARED = {
    "coefficients": _coefficients,
    "thermal": _thermal,
    "response": _response,
    "device": _device,
    "superconductor": _superconductor,
    "rashba": _rashba,
    "impurity": _impurity,
}


def tables(result: Result) -> list[Table]:
    """All tables of a result."""
    if isinstance(result, SweepResult):
        return sweep_tables(result)
    if result.kind == "fit":
        return list(fit_tables(result.data))
    data = _PREPARED.get(result.kind, lambda data: data)(result.data)
    shown = {key: value for key, value in data.items()
             if key not in ELSEWHERE and value not in (None, "")}
    found: list[Table] = []
    single = {}
    for key, value in shown.items():
        if isinstance(value, dict) and "value" not in value:
            found += mapping_tables(title_text(key), value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            found += record_tables(title_text(key), value)
        else:
            single[key] = value
    return found + list(mapping_tables("General", single) if single else ())
