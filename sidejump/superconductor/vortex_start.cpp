// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/vortex_start.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidejump::superconductor {

double vortex_phase(const StructureInput& structure, const Eigen::Vector3d& position) {
    double phase = 0.0;
    for (const VortexInput& vortex : structure.vortex)
        phase +=
            vortex.winding * std::atan2(position.y() - vortex.at[1], position.x() - vortex.at[0]);
    return phase;
}

void carve_cores(SuperconductingModel& model, const SuperconductorFile& file) {
    for (std::size_t s = 0; s < model.structure.sites.size(); ++s) {
        const usadel::PairingSite& site = model.structure.sites[s];
        const auto& position = model.structure.nodes[site.node].position;
        const double length = std::sqrt(file.metals.metals[model.site_metal[s]].diffusion /
                                        (2.0 * std::numbers::pi * site.critical_temperature));
        for (const VortexInput& vortex : file.input.structure.vortex)
            model.starting_order[s] *= std::pow(
                std::tanh(std::hypot(position.x() - vortex.at[0], position.y() - vortex.at[1]) /
                          length),
                std::abs(vortex.winding));
    }
}

void start_with_lattice(SuperconductingModel& model, const StructureInput& structure) {
    const int quanta = structure.flux_quanta.value_or(0);
    if (quanta == 0)
        return;
    const double height = structure.height.value();
    const double field =
        2.0 * std::numbers::pi * std::abs(quanta) / (structure.width.value() * height);
    // Terms further from a place than the width of the plane add nothing to it.
    const int terms = 3 * std::abs(quanta) + 30;
    std::vector<Complex> values;
    double largest = 0.0;
    for (const usadel::PairingSite& site : model.structure.sites) {
        const auto& position = model.structure.nodes[site.node].position;
        Complex sum = 0.0;
        for (int m = -terms; m <= terms; ++m) {
            const double k = 2.0 * std::numbers::pi * m / height;
            const double away = position.x() - k / field;
            const bool turned = quanta % 2 == 0 && m % 2 != 0;
            sum += std::polar(std::exp(-0.5 * field * away * away),
                              k * position.y() + (turned ? 0.5 * std::numbers::pi : 0.0));
        }
        values.push_back(quanta > 0 ? sum : std::conj(sum));
        largest = std::max(largest, std::abs(sum));
    }
    for (std::size_t s = 0; s < values.size(); ++s)
        model.starting_order[s] *= values[s] / largest;
}

} // namespace sidejump::superconductor
