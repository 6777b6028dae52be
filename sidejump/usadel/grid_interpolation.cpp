// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/grid_interpolation.hpp"

#include <map>
#include <utility>

namespace sidejump::usadel {

GridInterpolation::GridInterpolation(const DiscreteStructure& fine,
                                     const std::vector<std::size_t>& coarse_node)
    : parts_(fine.nodes.size()) {
    struct Neighbour {
        std::size_t node;
        double conductance;
        double phase;
    };
    std::vector<std::vector<Neighbour>> neighbours(fine.nodes.size());
    for (const MetalLink& link : fine.links) {
        neighbours[link.i].push_back({link.j, link.conductance, link.phase});
        neighbours[link.j].push_back({link.i, link.conductance, -link.phase});
    }
    std::vector<std::size_t> missing;
    for (std::size_t n = 0; n < parts_.size(); ++n)
        if (coarse_node[n] != no_node)
            parts_[n] = {{coarse_node[n], 1.0, 0.0}};
        else
            missing.push_back(n);
    // From what is known to its neighbours, until nothing is added.
    bool found = true;
    while (found && !missing.empty()) {
        std::vector<std::pair<std::size_t, std::vector<Part>>> next;
        std::vector<std::size_t> still_missing;
        for (const std::size_t n : missing) {
            double total = 0.0;
            for (const Neighbour& neighbour : neighbours[n])
                if (!parts_[neighbour.node].empty())
                    total += neighbour.conductance;
            if (total == 0.0) {
                still_missing.push_back(n);
                continue;
            }
            std::vector<Part> parts;
            for (const Neighbour& neighbour : neighbours[n])
                for (const Part& part : parts_[neighbour.node])
                    parts.push_back({part.node, part.weight * neighbour.conductance / total,
                                     part.phase + neighbour.phase});
            next.emplace_back(n, std::move(parts));
        }
        found = !next.empty();
        for (auto& [node, parts] : next)
            parts_[node] = std::move(parts);
        missing = std::move(still_missing);
    }
}

void GridInterpolation::interpolate(const std::vector<PairingSite>& sites,
                                    const std::vector<std::size_t>& metals,
                                    const std::vector<PairingSite>& coarse_sites,
                                    const std::vector<std::size_t>& coarse_metals,
                                    const std::vector<Complex>& coarse_order,
                                    std::vector<Complex>& order) const {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> coarse_site;
    for (std::size_t s = 0; s < coarse_sites.size(); ++s)
        coarse_site[{coarse_sites[s].node, coarse_metals[s]}] = s;
    for (std::size_t s = 0; s < sites.size(); ++s) {
        Complex sum = 0.0;
        double weight = 0.0;
        for (const Part& part : parts_[sites[s].node]) {
            const auto site = coarse_site.find({part.node, metals[s]});
            if (site == coarse_site.end())
                continue;
            sum += part.weight * std::polar(1.0, part.phase) * coarse_order[site->second];
            weight += part.weight;
        }
        if (weight > 0.0)
            order[s] = sum / weight;
    }
}

void GridInterpolation::interpolate(const std::vector<LocalFrame>& coarse,
                                    std::vector<LocalFrame>& frames) const {
    for (std::size_t n = 0; n < parts_.size(); ++n) {
        const std::vector<Part>& parts = parts_[n];
        if (parts.empty())
            continue;
        NambuMatrix sum = NambuMatrix::Zero();
        for (const Part& part : parts)
            sum += part.weight * gauge_rotation(part.phase) * coarse[part.node].green_function() *
                   gauge_rotation(-part.phase);
        frames[n] = LocalFrame(matrix_sign(sum));
    }
}

} // namespace sidejump::usadel
