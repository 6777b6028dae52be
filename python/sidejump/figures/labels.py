"""Names of quantities as words, and units with the prefix that suits the numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sidejump.unit_text import superscript, unit_text

ELECTRONVOLT = 1.602176634e-19  # J

# Words that are names, and names that are short for more.
_WORDS = {
    "hall": "Hall",
    "fermi": "Fermi",
    "drude": "Drude",
    "kondo": "Kondo",
    "debye": "Debye",
    "curie": "Curie",
    "nernst": "Nernst",
    "larmor": "Larmor",
    "hanle": "Hanle",
    "seebeck": "Seebeck coefficient",
    "lorenz": "Lorenz",
    "rashba": "Rashba",
    "dresselhaus": "Dresselhaus",
    "yz": "$q_{yz}$",
    "xz": "$q_{xz}$",
    "sh": "SH",
}
_LABELS = {
    "omega_c": r"$\Omega_c$",
    "omega_cs": r"$\Omega_{cs}$",
    "omega_sc": r"$\Omega_{sc}$",
    "omega_0": r"$\Omega_0$",
    "omega_1": r"$\Omega_1$",
    "omega_2": r"$\Omega_2$",
    "theta_sh": r"$\theta_\mathrm{SH}$",
    "spin_diffusion_0": "$D_0$",
    "spin_diffusion_1": "$D_1$",
    "spin_diffusion_2": "$D_2$",
    "splitting_times_tau": r"splitting, $\Delta\tau/\hbar$",
    "fermi_energy_times_tau": r"Fermi energy, $\epsilon_F\tau/\hbar$",
    "universal_spin_current": "$(e/8\\pi)E$",
    "conductivity_xx": r"conductivity $\sigma_{xx}$",
    "conductivity_yx": r"conductivity $\sigma_{yx}$",
    "spin_current_yz": "spin current $q_{yz}$",
    "spin_current_xz": "spin current $q_{xz}$",
    "pair_potential": r"pair potential $|\Delta|$",
}
# In ratios.
_SYMBOLS = {
    "spin_diffusion_longitudinal": "$D_L$",
    "spin_diffusion_transverse": "$D_T$",
    "charge_diffusion": "$D_c$",
    "spin_hall_conductivity": r"$\sigma_\mathrm{SH}$",
    "charge_conductivity": r"$\sigma_c$",
    "spin_diffusion_length_longitudinal": r"$\sqrt{D_L/R}$",
    "spin_diffusion_length_transverse": r"$\sqrt{D_T/R}$",
    "mean_free_path": r"$\ell$",
}
# Before names of outputs of sweeps.
_COMMANDS = ("coefficients", "thermal", "response", "device", "superconductor", "rashba")
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi"
    " psi omega"
).split()


def words(name: str) -> str:
    """A name of a result as one reads it.

    Examples
    --------
    >>> words("spin_hall_angle"), words("R_nl"), words("eta_0")
    ('spin Hall angle', '$R_\\\\mathrm{nl}$', '$\\\\eta_{0}$')
    """
    above, slash, below = name.partition("/")
    if slash:
        return f"{_SYMBOLS.get(above, words(above))}/{_SYMBOLS.get(below, words(below))}"
    command, dot, rest = name.partition(".")
    if dot and command in _COMMANDS:
        name = rest
    if name in _LABELS:
        return _LABELS[name]
    symbol = re.fullmatch(r"(Δ?)([A-Za-zα-ωΑ-Ω]|" + "|".join(_GREEK) + r")(?:_(\w+))?", name)
    if symbol and (len(symbol[2]) > 1 or symbol[3]):
        letter = symbol[1] + (f"\\{symbol[2]}" if symbol[2] in _GREEK else symbol[2])
        below = symbol[3] or ""
        index = below if len(below) == 1 else rf"\mathrm{{{below}}}".replace("_", r"\ ")
        return f"${letter}_{{{index}}}$" if below else f"${letter}$"
    parts = re.split(r"[_.]", name)
    text = " ".join(_WORDS.get(part, part) for part in parts if part)
    return re.sub(r"(^| )([xyz])(?= |$)", r"\1$\2$", text)


@dataclass(frozen=True)
class Scale:
    """What numbers are multiplied with to be shown, and the unit they then have."""

    factor: float = 1.0
    unit: str = ""

    def __call__(self, values: Any) -> NDArray[Any]:
        return np.asarray(values) * self.factor

    def label(self, text: str) -> str:
        """`text (unit)`."""
        return f"{text} ({self.unit})" if self.unit else text


_EXPONENTS = {"f": -15, "p": -12, "n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12}
# Largest exponent in use of each unit that takes a prefix.
_LARGEST = {
    "m": 0, "s": 0, "K": 0, "T": 0, "V": 3, "A": 12, "W": 3, "Hz": 12, "eV": 3, "ohm": 9, "S": 9,
}  # fmt: skip
# What is raised to a power takes no prefix here: it would be raised as well.
_UNIT = re.compile(r"(1/)?([fpnumkMGT]?)(ohm|eV|Hz|m|s|K|T|V|A|W|S)(?=$|[ /])(.*)")


def _size(arrays: Sequence[Any], log: bool) -> float:
    """The number that a prefix is chosen by; 0 if there is none."""
    numbers = [np.abs(np.asarray(array, dtype=complex).ravel()) for array in arrays]
    numbers = [array[np.isfinite(array) & (array > 0)] for array in numbers]
    joined = np.concatenate(numbers) if numbers else np.array([])
    if joined.size == 0:
        return 0.0
    largest = float(joined.max())
    return float(np.sqrt(largest * joined.min())) if log else largest


def _plain_unit(unit: str) -> str:
    """A unit, however a table writes it, in the letters that prefixes are looked for in."""
    for sign, letters in (("Ω", "ohm"), ("Ohm", "ohm"), ("µ", "u"), ("μ", "u"), ("°", "degree")):
        unit = unit.replace(sign, letters)
    return unit


def given_scale(unit: str, *arrays: Any, log: bool = False) -> Scale:
    """The unit as a reader has given it, with a power of ten where numbers need one.

    The parameters are those of `scale_for`.
    """
    own = unit_text(_plain_unit(unit))
    size = _size(arrays, log)
    # Ticks of many decades have their powers of ten, those of a few would be too wide with them.
    many = log and _size(arrays, False) ** 2 > 1000.0 * size**2
    if many or size == 0.0 or 0.01 <= size < 1e4:
        return Scale(1.0, own)
    return _power_of_ten(size, own)


def _power_of_ten(size: float, unit: str) -> Scale:
    power = 3 * int(np.floor(np.log10(size) / 3 + 1e-9))
    return Scale(10.0**-power, f"10{superscript(power)} {unit}".strip())


def scale_for(unit: str, *arrays: Any, log: bool = False) -> Scale:
    """The prefix, or the power of ten, that suits numbers in a unit.

    Parameters
    ----------
    arrays
        All that is shown on one axis.
    log : bool
        Whether the axis is logarithmic; such a one needs no power of ten.
    """
    unit = _plain_unit(unit)
    size = _size(arrays, log)
    if unit == "J" and 0.0 < size < 1e-12:
        found = scale_for("eV", *(np.asarray(array) / ELECTRONVOLT for array in arrays), log=log)
        return Scale(found.factor / ELECTRONVOLT, found.unit)
    plain = Scale(1.0, unit_text(unit))
    if size == 0.0 or unit in ("rad", "degree") or 0.1 <= size < 1000:
        return plain
    match = _UNIT.fullmatch(unit)
    if match and not (match[1] and match[4]) and "ohm/K2" not in unit:
        inverse = -1 if match[1] else 1
        own = _EXPONENTS[match[2]]
        # The exponent of the numbers in the unit without its prefix.
        exponent = np.log10(size) + inverse * own
        wanted = 3 * int(np.floor(exponent * inverse / 3 + 1e-9))
        if inverse < 0:
            wanted = 3 * int(np.ceil(exponent * inverse / 3 - 1e-9))
        wanted = max(-15, min(wanted, _LARGEST[match[3]]))
        prefix = next(letter for letter, power in _EXPONENTS.items() if power == wanted)
        text = (match[1] or "") + prefix + match[3] + match[4]
        scaled = size * 10.0 ** (inverse * (own - wanted))
        if 0.01 <= scaled < 1e5 or log:
            return Scale(10.0 ** (inverse * (own - wanted)), unit_text(text))
    if log or 0.01 <= size < 1e4:
        return plain
    return _power_of_ten(size, plain.unit)


def plain(text: str) -> str:
    """A label without the marks of formulas, for titles in a terminal."""
    return re.sub(r"\$[^$]*\$", lambda found: re.sub(r"\\mathrm|[\\${}]", "", found[0]), text)


def wrapped(text: str, length: int = 30) -> str:
    """A label on two lines, if it is long."""
    if len(re.sub(r"\$[^$]*\$", "xxx", text)) <= length:
        return text
    gaps = [place for place, letter in enumerate(text) if letter == " "]
    gaps = [place for place in gaps if text[:place].count("$") % 2 == 0] or [len(text)]
    gap = min(gaps, key=lambda place: abs(place - len(text) / 2))
    return f"{text[:gap]}\n{text[gap + 1 :]}"


def common_words(names: Sequence[str]) -> tuple[str, list[str]]:
    """What names have in common, and what tells each from the others.

    Examples
    --------
    >>> common_words(["spin_hall_angle", "spin_hall_angle_skew"])
    ('spin Hall angle', ['total', 'skew'])
    """
    parts = [re.split(r"[_.]", name) for name in names]
    shortest = min(len(part) for part in parts)
    head = 0
    while head < shortest and len({part[head] for part in parts}) == 1:
        head += 1
    tail = 0
    while tail < shortest - head and len({part[-1 - tail] for part in parts}) == 1:
        tail += 1
    if len(names) == 1:
        return words(names[0]), [words(names[0])]
    if all(words(name).startswith(r"$\Omega") for name in names):
        return "side-jump coefficient", [words(name) for name in names]
    if head and tail and all(len(part) > head + tail for part in parts):
        head = 0  # "angle" of "spin Hall" and "spin Nernst"
    shared = parts[0][:head] + (parts[0][len(parts[0]) - tail :] if tail else [])
    rest = [part[head : len(part) - tail if tail else None] for part in parts]
    if shared and shared[-1] == "along":
        shared, rest = shared[:-1], [["along", *part] for part in rest]
    if not shared:
        return "", [words(name) for name in names]
    own = [words("_".join(part)) if part else "total" for part in rest]
    return words("_".join(shared)), own
