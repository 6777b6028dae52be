// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/gas_response.hpp"

#include "sidejump/math/parallel_for.hpp"
#include "sidejump/rashba/thermal_energies.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <mutex>

namespace sidejump::rashba {
namespace {

/// Of the electrons that carry current, by the weight -df/d eps, the share above and below the
/// energies at which there are states in all directions.
struct Outside {
    double below = 0.0;
    double above = 0.0;
};

Outside outside_contours(const Gas& gas) {
    const auto occupation = [&](double energy) {
        return 1.0 / (1.0 + std::exp((energy - gas.chemical_potential) / gas.temperature));
    };
    const double high = band_top(gas.field);
    const double all = occupation(band_bottom(gas.field));
    return {.below = 1.0 - occupation(contour_bottom(gas.field)) / all,
            .above = std::isfinite(high) ? occupation(high) / all : 0.0};
}

/// That electrons outside the contours that can be treated do not matter.
/// @returns the share of those that are left out below them
double check_reach(const Gas& gas) {
    constexpr double negligible = 1e-9; // of a band that has no end
    constexpr double small = 1e-3;
    if (gas.temperature == 0.0) {
        if (gas.chemical_potential <= contour_bottom(gas.field))
            throw NoFermiContour("the Fermi energy is not above the bottom of the band in all "
                                 "directions");
        return 0.0;
    }
    const Outside outside = outside_contours(gas);
    if (!(outside.below <= small))
        throw NoFermiContour(fmt::format(
            "at this temperature {:.1e} of the electrons that carry current are at energies at "
            "which some directions of the momentum have no states",
            outside.below));
    if (!(outside.above <= negligible))
        throw NoFermiContour(fmt::format(
            "at this temperature {:.1e} of the electrons that carry current are at energies at "
            "which the cubic term bends the lower band down",
            outside.above));
    return outside.below;
}

std::vector<KineticResponse> responses_at(const Gas& gas, double energy, int directions,
                                          const std::vector<double>& frequencies,
                                          const std::function<void()>& done,
                                          double* transport_rate = nullptr) {
    const KineticEquation equation(fermi_contour(gas.field, energy, directions), gas.impurities);
    if (transport_rate != nullptr)
        *transport_rate = equation.transport_rate();
    std::vector<KineticResponse> result;
    result.reserve(frequencies.size());
    for (const double frequency : frequencies) {
        result.push_back(equation.response(frequency));
        done();
    }
    return result;
}

/// Spin per current of the size that the spin-orbit coupling makes, which symmetry may forbid;
/// where there is next to none, a millionth of that of electrons with one spin, and where there is
/// none, and all spins are rounding, a thousandth.
double spin_of_current(const SpinOrbitField& field, double energy) {
    const bool is_coupled =
        field.rashba != 0.0 || field.dresselhaus != 0.0 || field.cubic_rashba != 0.0;
    const double little = is_coupled ? 1e-6 : 1e-3;
    double largest = 0.0;
    for (const ContourDirection& direction : fermi_contour(field, energy, 4).directions)
        largest = std::max({largest, little / direction.mean_momentum,
                            std::abs(direction.stretch) / std::pow(direction.mean_momentum, 2)});
    return largest;
}

/// The largest change of current, spin and spin current, each relative to its size; of a spin
/// current to e/8 pi at least.
/// @param spin_scale  least size of the spin, per current
double change_between(const KineticResponse& one, const KineticResponse& other, double spin_scale) {
    const auto relative = [](const auto& a, const auto& b, double least) {
        double size = least;
        double change = 0.0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            size = std::max(size, std::abs(b[i]));
            change += std::abs(a[i] - b[i]);
        }
        if (!std::isfinite(change)) // where nothing scatters
            return std::numeric_limits<double>::infinity();
        return size > 0.0 ? change / size : 0.0;
    };
    return std::max(
        {relative(one.total.current, other.total.current, 0.0),
         relative(one.total.spin, other.total.spin, spin_scale * std::abs(other.total.current[0])),
         relative(one.total.spin_current, other.total.spin_current,
                  1.0 / (8.0 * std::numbers::pi))});
}

/// Doubles the directions until the results at a typical energy are resolved.
void resolve_directions(const Gas& gas, const std::vector<double>& frequencies,
                        const std::function<void()>& done, GasResponse& response) {
    constexpr double wanted = 1e-11;
    const int most = gas.field.is_isotropic() ? 4096 : 256;
    const double energy = typical_energy(gas);
    const double spin_scale = spin_of_current(gas.field, energy);
    const std::vector<double> tried{frequencies.front(), frequencies.back()};
    int directions = 32;
    auto coarse = responses_at(gas, energy, directions, tried, done);
    while (true) {
        directions *= 2;
        const auto fine =
            responses_at(gas, energy, directions, tried, done, &response.transport_rate);
        response.directions = directions;
        response.angular_error = 0.0;
        for (std::size_t i = 0; i < fine.size(); ++i)
            response.angular_error =
                std::max(response.angular_error, change_between(coarse[i], fine[i], spin_scale));
        if (response.angular_error <= wanted || directions >= most)
            return;
        coarse = fine;
    }
}

} // namespace

double typical_energy(const Gas& gas) {
    if (gas.temperature == 0.0)
        return gas.chemical_potential;
    return std::max(gas.chemical_potential, contour_bottom(gas.field) + gas.temperature);
}

GasResponse gas_response(const Gas& gas, const std::vector<double>& frequencies,
                         const std::function<void(std::size_t, std::size_t)>& progress) {
    if (frequencies.empty())
        throw std::invalid_argument("a response needs a frequency");
    GasResponse response;
    response.untreated_share = check_reach(gas);
    const auto rule = thermal_rule(gas.field, gas.chemical_potential, gas.temperature);
    const std::size_t all = rule.energies.size() * frequencies.size();
    std::mutex mutex;
    std::size_t finished = 0;
    const auto tell = [&](std::size_t more) {
        const std::scoped_lock lock(mutex);
        finished += more;
        if (progress)
            progress(finished, all);
    };
    resolve_directions(
        gas, frequencies, [&] { tell(0); }, response);
    std::vector<std::vector<KineticResponse>> at(rule.energies.size());
    math::parallel_for(rule.energies.size(), [&](std::size_t i) {
        at[i] =
            responses_at(gas, rule.energies[i], response.directions, frequencies, [&] { tell(1); });
    });
    response.energies = rule.energies.size();
    response.at.resize(frequencies.size());
    for (std::size_t i = 0; i < at.size(); ++i)
        for (std::size_t k = 0; k < frequencies.size(); ++k) {
            at[i][k] *= rule.weights[i];
            response.at[k] += at[i][k];
        }
    return response;
}

} // namespace sidejump::rashba
