// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/spectral_currents.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

/// `joint` holds what joins nodes 0 and 1.
Complex turn_second(const DiscreteAction& joint, const LocalFrame& first,
                    const LocalFrame& second) {
    using namespace std::complex_literals;
    const NambuMatrix gradient = joint.gradient({first, second})[1];
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
    return turn_second(joined.action(), first, second);
}

/// The links that join neighbours go to the joint of the first of them.
template <typename Link>
void sort_in(std::map<std::size_t, DiscreteStructure>& joints, const std::vector<Link>& links,
             std::vector<Link> DiscreteStructure::*place) {
    for (Link link : links) {
        const std::size_t first = std::min(link.i, link.j);
        if (std::max(link.i, link.j) != first + 1)
            continue;
        link.i -= first;
        link.j -= first;
        DiscreteStructure& joined = joints[first];
        joined.nodes.resize(2);
        (joined.*place).push_back(link);
    }
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

ChainJoints::ChainJoints(const DiscreteStructure& structure) {
    std::map<std::size_t, DiscreteStructure> joints;
    sort_in(joints, structure.links, &DiscreteStructure::links);
    sort_in(joints, structure.transverse_links, &DiscreteStructure::transverse_links);
    sort_in(joints, structure.junctions, &DiscreteStructure::junctions);
    for (const auto& [first, joined] : joints) {
        first_nodes_.push_back(first);
        actions_.push_back(joined.action());
    }
}

std::vector<Complex> ChainJoints::phase_derivatives(const std::vector<LocalFrame>& frames) const {
    std::vector<Complex> result;
    for (std::size_t k = 0; k < actions_.size(); ++k) {
        const std::size_t first = first_nodes_[k];
        result.push_back(turn_second(actions_[k], frames.at(first), frames.at(first + 1)));
    }
    return result;
}

} // namespace sidejump::usadel
