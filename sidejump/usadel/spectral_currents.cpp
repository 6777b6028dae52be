// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/spectral_currents.hpp"

#include <stdexcept>

namespace sidejump::usadel {
namespace {

/// `joined` holds one link, between nodes 0 and 1.
Complex turn_second(const DiscreteStructure& joined, const LocalFrame& first,
                    const LocalFrame& second) {
    using namespace std::complex_literals;
    const NambuMatrix gradient = joined.action().gradient({first, second})[1];
    const NambuMatrix& g = second.green_function();
    const NambuMatrix charge = tau_sigma(3, 0);
    return 0.5i * (gradient * (charge * g - g * charge)).trace();
}

template <typename Link>
Complex derivative(Link link, std::vector<Link> DiscreteStructure::*place,
                   const std::vector<LocalFrame>& frames) {
    if (link.i >= frames.size() || link.j >= frames.size())
        throw std::invalid_argument("a current is asked for at a node that is not there");
    const LocalFrame& first = frames[link.i];
    const LocalFrame& second = frames[link.j];
    DiscreteStructure joined;
    joined.nodes.resize(2);
    link.i = 0;
    link.j = 1;
    (joined.*place).push_back(link);
    return turn_second(joined, first, second);
}

template <typename Link>
Complex sum_between(std::size_t i, const std::vector<Link>& links,
                    const std::vector<LocalFrame>& frames) {
    Complex sum = 0.0;
    for (const Link& link : links) {
        if (link.i == i && link.j == i + 1)
            sum += phase_derivative(link, frames);
        else if (link.j == i && link.i == i + 1)
            sum -= phase_derivative(link, frames);
    }
    return sum;
}

} // namespace

Complex phase_derivative(const MetalLink& link, const std::vector<LocalFrame>& frames) {
    return derivative(link, &DiscreteStructure::links, frames);
}

Complex phase_derivative(const Junction& junction, const std::vector<LocalFrame>& frames) {
    return derivative(junction, &DiscreteStructure::junctions, frames);
}

Complex phase_derivative(const TransverseLink& link, const std::vector<LocalFrame>& frames) {
    return derivative(link, &DiscreteStructure::transverse_links, frames);
}

Complex chain_phase_derivative(const DiscreteStructure& structure, std::size_t i,
                               const std::vector<LocalFrame>& frames) {
    return sum_between(i, structure.links, frames) + sum_between(i, structure.junctions, frames) +
           sum_between(i, structure.transverse_links, frames);
}

} // namespace sidejump::usadel
