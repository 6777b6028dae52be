// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/units/free_electron_hosts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace sidejump::units {
namespace {

struct FreeElectronMetal {
    std::string_view symbol;
    int valence;
    double electron_density; // 1e28 1/m^3
};

// Ashcroft and Mermin, Table 1.1. Left out of it: the transition metals (Nb, Fe, Mn) and the
// semimetals (Sb, Bi), which are no free-electron hosts, and mercury, a liquid.
constexpr std::array metals = {
    FreeElectronMetal{"Li", 1, 4.70}, FreeElectronMetal{"Na", 1, 2.65},
    FreeElectronMetal{"K", 1, 1.40},  FreeElectronMetal{"Rb", 1, 1.15},
    FreeElectronMetal{"Cs", 1, 0.91}, FreeElectronMetal{"Cu", 1, 8.47},
    FreeElectronMetal{"Ag", 1, 5.86}, FreeElectronMetal{"Au", 1, 5.90},
    FreeElectronMetal{"Be", 2, 24.7}, FreeElectronMetal{"Mg", 2, 8.61},
    FreeElectronMetal{"Ca", 2, 4.61}, FreeElectronMetal{"Sr", 2, 3.55},
    FreeElectronMetal{"Ba", 2, 3.15}, FreeElectronMetal{"Zn", 2, 13.2},
    FreeElectronMetal{"Cd", 2, 9.27}, FreeElectronMetal{"Al", 3, 18.1},
    FreeElectronMetal{"Ga", 3, 15.4}, FreeElectronMetal{"In", 3, 11.5},
    FreeElectronMetal{"Tl", 3, 10.5}, FreeElectronMetal{"Sn", 4, 14.8},
    FreeElectronMetal{"Pb", 4, 13.2},
};

} // namespace

std::optional<Host> free_electron_host(std::string_view symbol) {
    const auto* metal =
        std::find_if(metals.begin(), metals.end(),
                     [symbol](const FreeElectronMetal& m) { return m.symbol == symbol; });
    if (metal == metals.end())
        return std::nullopt;
    const double density = metal->electron_density * 1e28;
    Host host;
    host.name = metal->symbol;
    host.fermi_wavenumber = std::cbrt(3.0 * std::numbers::pi * std::numbers::pi * density);
    host.effective_mass = 1.0;
    host.atomic_density = density / metal->valence;
    return host;
}

std::vector<std::string> free_electron_host_names() {
    std::vector<std::string> names;
    names.reserve(metals.size());
    for (const auto& metal : metals)
        names.emplace_back(metal.symbol);
    return names;
}

} // namespace sidejump::units
