// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/spectrum_section.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sidejump::impurity {
namespace {

void check_range(SpectrumOptions& options, const input::Table& table, const input::Place& place) {
    if (options.lowest && options.highest && !(*options.lowest < *options.highest))
        input::place_of(table, "highest", place)
            .fail("an energy above `lowest`", fmt::format("{:.6g} eV with lowest = {:.6g} eV",
                                                          *options.highest, *options.lowest));
}

void check_temperatures(SpectrumOptions& options, const input::Table& table,
                        const input::Place& place) {
    auto sorted = options.temperatures;
    std::sort(sorted.begin(), sorted.end());
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end())
        input::place_of(table, "temperature", place)
            .fail("each temperature once", fmt::format("{:.6g} K twice", *twice));
}

} // namespace

const input::Section<SpectrumOptions>& spectrum_section() {
    static const input::Section<SpectrumOptions> section =
        input::Section<SpectrumOptions>("Energies and temperatures at which `sidejump impurity` "
                                        "tabulates the phase shifts.")
            .optional("lowest", &SpectrumOptions::lowest,
                      input::Quantity("eV", "-0.2 eV", {.low = -1e4, .high = 1e4}),
                      "Lowest energy, from the Fermi energy.", "just above the band bottom")
            .optional("highest", &SpectrumOptions::highest,
                      input::Quantity("eV", "0.2 eV", {.low = -1e4, .high = 1e4}),
                      "Highest energy, from the Fermi energy.",
                      "as far above the Fermi energy as the band bottom is below")
            .optional("points", &SpectrumOptions::points, input::Integer(3, 100000),
                      "Number of evenly spaced energies.",
                      "as many as make straight lines between them good to 0.001")
            .with_default("temperature", &SpectrumOptions::temperatures,
                          input::Quantities(input::Quantity("K", "4.2 K", {.low = 0.0})),
                          "Temperature, one or a list; 0 K is allowed.")
            .finish(check_range)
            .finish(check_temperatures);
    return section;
}

} // namespace sidejump::impurity
